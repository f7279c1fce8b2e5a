package no.ditioroutes.telematics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.OnBothDatabases;
import no.ditioroutes.database.TestDatabase;
import no.ditioroutes.ditio.MachineState;
import no.ditioroutes.telematics.Ledger.Match;
import no.ditioroutes.telematics.StateBatch.Status;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final String DIGEST = "a".repeat(64);
    private static final ProjectName P1 = new ProjectName("c1", "p1");
    private static final ProjectName P2 = new ProjectName("c1", "p2");
    private static final StateRow MORNING = entry(2, "EX-001", "Working", "08:00", "09:00");
    private static final StateRow NOON = entry(3, "EX-001", "Idle", "09:00", "12:00");

    @OnBothDatabases
    void knowsWhatWasClaimedWithItsFileAndLine(TestDatabase database) {
        claim(database, batch(1, MORNING, NOON));

        try (Ledger ledger = ledger(database)) {
            assertThat(ledger.same(List.of(entry(7, "EX-001", "Idle", "09:00", "12:00"))))
                    .containsExactly(new Match(7, NOON.state(), Status.OPEN, "states.csv", 3));
            assertThat(ledger.same(List.of(entry(7, "EX-002", "Idle", "09:00", "12:00"))))
                    .isEmpty();
        }
    }

    @OnBothDatabases
    void tellsWhichIntervalARowOfTheSameMachineMeets(TestDatabase database) {
        claim(database, batch(1, MORNING, NOON));

        try (Ledger ledger = ledger(database)) {
            List<Match> collisions = ledger.meeting(List.of(
                    entry(2, "EX-001", "Working", "08:00", "09:00"),
                    entry(3, "EX-001", "Working", "08:30", "08:40"),
                    entry(4, "EX-001", "Working", "07:00", "08:00"),
                    entry(5, "EX-001", "Working", "11:59", "13:00"),
                    entry(6, "EX-001", "Idle", "08:00", "09:00"),
                    entry(7, "EX-002", "Working", "08:30", "08:40")));

            assertThat(collisions).extracting(Match::line).containsExactly(2L, 3L, 5L, 6L);
            assertThat(collisions).extracting(Match::fileLine).containsExactly(2L, 2L, 3L, 2L);
        }
    }

    @OnBothDatabases
    void missesNoRowThatWasSentWhileOverlapsMightStand(TestDatabase database) {
        List<StateRow> sent = List.of(
                entry(2, "EX-001", "Working", "08:00", "12:00"),
                entry(3, "EX-001", "Idle", "08:00", "12:00"),
                entry(4, "EX-001", "Idle", "09:00", "10:00"),
                entry(5, "EX-001", "Idle", "09:00", "09:30"),
                entry(6, "EX-001", "Working", "11:00", "11:30"));
        claim(database, batch(1, sent.toArray(StateRow[]::new)));

        try (Ledger ledger = ledger(database)) {
            assertThat(ledger.meeting(sent)).extracting(Match::line).contains(2L, 3L, 4L, 5L, 6L);
            assertThat(ledger.lastEnd(new MachineState.Machine("c1", "EX-001")))
                    .hasValueSatisfying(end -> assertThat(sent)
                            .allMatch(entry -> entry.state().start().isBefore(end)));
        }
    }

    @OnBothDatabases
    void claimsNothingWhereAnotherProcessWasFaster(TestDatabase database) {
        claim(database, batch(1, MORNING));

        try (Ledger ledger = Ledger.open(database.database(), "b".repeat(64), "copy.csv", false)) {
            assertThat(ledger.claim(List.of(batch(1, NOON, MORNING)))).isFalse();
            assertThat(ledger.same(List.of(NOON))).isEmpty();
            assertThat(ledger.claim(List.of(batch(1, NOON)))).isTrue();
        }
    }

    @OnBothDatabases
    void givesBackTheBatchesThatNobodyAnswered(TestDatabase database) {
        try (Ledger ledger = ledger(database)) {
            ledger.claim(
                    List.of(batch(1, MORNING), batch(2, NOON), batch(3, entry(4, "EX-2", "Idle", "01:00", "02:00"))));
            ledger.posting(1, "{\"latest\":null}");
            ledger.settled(3, Status.SENT);
        }

        try (Ledger ledger = ledger(database)) {
            List<StateBatch> unsettled = ledger.unsettled();
            assertThat(unsettled).extracting(StateBatch::number).containsExactly(1, 2);
            assertThat(unsettled).extracting(StateBatch::status).containsExactly(Status.POSTING, Status.OPEN);
            assertThat(unsettled.get(0).snapshot()).isEqualTo("{\"latest\":null}");
            assertThat(unsettled.get(0).rows()).containsExactly(MORNING);
            assertThat(ledger.lastNumber()).isEqualTo(3);
        }
    }

    @OnBothDatabases
    void forgetsRowsThatAreReleased(TestDatabase database) {
        try (Ledger ledger = ledger(database)) {
            ledger.claim(List.of(batch(1, MORNING), batch(2, NOON)));
            ledger.release(1);
            ledger.release(List.of(NOON.state()));

            assertThat(ledger.same(List.of(MORNING, NOON))).isEmpty();
        }
    }

    @OnBothDatabases
    void putsTwoBatchesInThePlaceOfOne(TestDatabase database) {
        try (Ledger ledger = ledger(database)) {
            ledger.claim(List.of(batch(1, MORNING, NOON)));

            ledger.split(1, List.of(batch(2, MORNING), batch(3, NOON)));

            assertThat(ledger.unsettled())
                    .extracting(StateBatch::rows)
                    .containsExactly(List.of(MORNING), List.of(NOON));
        }
    }

    @OnBothDatabases
    void takesOverWhatAnotherFileLeftWithoutAnAnswer(TestDatabase database) {
        try (Ledger ledger = ledger(database)) {
            ledger.claim(
                    List.of(batch(1, MORNING), batch(2, NOON), batch(3, entry(4, "EX-2", "Idle", "01:00", "02:00"))));
            ledger.posting(2, "{}");
            ledger.settled(3, Status.SENT);
        }

        try (Ledger other = Ledger.open(database.database(), "b".repeat(64), "grown.csv", false)) {
            other.claim(List.of(batch(1, entry(9, "EX-3", "Idle", "01:00", "02:00"))));
            assertThat(other.othersUnsettled()).containsExactly(DIGEST);
            other.adopt(DIGEST);

            assertThat(other.othersUnsettled()).isEmpty();
            assertThat(other.unsettled())
                    .extracting(StateBatch::rows)
                    .contains(List.of(MORNING), List.of(NOON))
                    .hasSize(3);
            assertThat(other.unsettled()).extracting(StateBatch::number).doesNotHaveDuplicates();
        }
        try (Ledger ledger = ledger(database)) {
            assertThat(ledger.unsettled()).isEmpty();
            assertThat(ledger.lastNumber()).isEqualTo(3);
        }
    }

    @OnBothDatabases
    void sendsNothingThatAnotherProcessTookOver(TestDatabase database) {
        try (Ledger ledger = ledger(database)) {
            ledger.claim(List.of(batch(1, MORNING)));
            try (Ledger other = Ledger.open(database.database(), "b".repeat(64), "grown.csv", false)) {
                other.adopt(DIGEST);
            }

            assertThatThrownBy(() -> ledger.posting(1, "{}"))
                    .isInstanceOf(UserFacingException.class)
                    .hasMessageContaining("Another process took over");
        }
    }

    @OnBothDatabases
    void tellsWhetherAnotherFileHadARequestUnderWay(TestDatabase database) {
        try (Ledger ledger = ledger(database);
                Ledger other = Ledger.open(database.database(), "b".repeat(64), "other.csv", false)) {
            other.claim(List.of(batch(1, NOON)));
            other.posting(1, "{}");
            other.settled(1, Status.SENT);
            ledger.claim(List.of(batch(1, MORNING)));
            ledger.posting(1, "{}");
            assertThat(other.isAmongOthers(1)).isTrue();

            other.claim(List.of(batch(2, entry(9, "EX-009", "Idle", "09:00", "10:00"))));
            assertThat(ledger.isAmongOthers(1)).isFalse();
            other.posting(2, "{}");
            assertThat(ledger.isAmongOthers(1)).isTrue();
        }
    }

    @OnBothDatabases
    void tellsSoOfRequestsThatWereTakenOver(TestDatabase database) {
        try (Ledger ledger = ledger(database);
                Ledger other = Ledger.open(database.database(), "b".repeat(64), "other.csv", false)) {
            ledger.claim(List.of(batch(1, MORNING)));
            ledger.posting(1, "{}");
            other.claim(List.of(batch(1, NOON)));
            other.posting(1, "{}");
        }

        try (Ledger third = Ledger.open(database.database(), "c".repeat(64), "third.csv", false)) {
            third.othersUnsettled().forEach(third::adopt);

            assertThat(third.unsettled())
                    .extracting(StateBatch::leftBy)
                    .containsExactlyInAnyOrder("states.csv", "other.csv");
            assertThat(third.isAmongOthers(1)).isTrue();
            third.settled(1, Status.HELD);
            assertThat(third.isAmongOthers(2)).isTrue();
        }
    }

    @Test
    void goesByTheClockOfTheDatabaseWhateverMachinesShareIt() {
        try (TestDatabase database = TestDatabase.postgres()) {
            database.execute("create schema ahead");
            database.execute("create function ahead.clock_timestamp() returns timestamptz language sql as"
                    + " 'select pg_catalog.clock_timestamp() + interval ''1 day'''");
            String url = database.url() + "&currentSchema=public,ahead,pg_catalog";
            try (Database other = new Database(url, "", new SecretSetting("JDBC_PASSWORD", "", ""));
                    Ledger ledger = Ledger.open(other, DIGEST, "states.csv", false)) {
                ledger.claim(List.of(batch(1, MORNING), batch(2, NOON)));
                ledger.posting(1, "{}");
                ledger.settled(1, Status.SENT);
                ledger.posting(2, "{}");
            }

            String sql = "select changed_at > current_timestamp + interval '1 hour' from ditio_import_batch";
            assertThat(database.query(sql)).containsExactly("t", "t");
        }
    }

    @OnBothDatabases
    void doesNotCountWhatTheSameFileSentBefore(TestDatabase database) {
        try (Ledger ledger = ledger(database)) {
            ledger.claim(List.of(batch(1, MORNING), batch(2, NOON)));
            ledger.posting(1, "{}");
            ledger.settled(1, Status.SENT);
            ledger.posting(2, "{}");

            assertThat(ledger.isAmongOthers(2)).isFalse();
        }
    }

    @OnBothDatabases
    void remembersForEveryFileWhatAProjectHadBeforeAnythingWasSent(TestDatabase database) {
        Optional<Instant> latest = Optional.of(Instant.parse("2026-01-15T08:00:00Z"));
        Optional<Instant> later = Optional.of(Instant.parse("2026-01-16T08:00:00Z"));
        try (Ledger ledger = ledger(database)) {
            assertThat(ledger.hadUntil(P1, Optional.empty())).isEmpty();
            assertThat(ledger.hadUntil(P1, latest)).isEqualTo(latest);
        }

        try (Ledger other = Ledger.open(database.database(), "b".repeat(64), "other.csv", false)) {
            assertThat(other.hadUntil(P1, later)).isEqualTo(latest);
            assertThat(other.hadUntil(P2, later)).isEqualTo(later);
        }
    }

    @OnBothDatabases
    void takesWhatItSentItselfForNoEarlierData(TestDatabase database) {
        try (Ledger ledger = ledger(database)) {
            ledger.claim(List.of(batch(1, MORNING)));
            ledger.posting(1, "{}");
            ledger.settled(1, Status.SENT);
        }

        try (Ledger other = Ledger.open(database.database(), "b".repeat(64), "other.csv", false)) {
            Optional<Instant> latest = Optional.of(MORNING.state().end());
            assertThat(other.hadUntil(P1, latest)).isEmpty();
        }
    }

    @OnBothDatabases
    void agreesWithAnotherProcessThatMeetsTheProjectAtTheSameTime(TestDatabase database) {
        Instant one = Instant.parse("2026-01-15T08:00:00Z");
        Instant two = one.plusSeconds(60);

        CompletableFuture<Optional<Instant>> other = CompletableFuture.supplyAsync(() -> meet(database, "b", two));
        Optional<Instant> first = meet(database, "c", one);

        assertThat(first).isEqualTo(other.join()).isIn(Optional.of(one), Optional.of(two));
    }

    private static Optional<Instant> meet(TestDatabase database, String digest, Instant latest) {
        try (Ledger ledger = Ledger.open(database.database(), digest.repeat(64), digest, false)) {
            return ledger.hadUntil(P1, Optional.of(latest));
        }
    }

    @OnBothDatabases
    void takesEverythingBackAfterADryRun(TestDatabase database) {
        try (Ledger ledger = Ledger.open(database.database(), DIGEST, "states.csv", true)) {
            assertThat(ledger.claim(List.of(batch(1, MORNING)))).isTrue();
            assertThat(ledger.same(List.of(MORNING))).hasSize(1);
        }

        try (Ledger ledger = ledger(database)) {
            assertThat(ledger.same(List.of(MORNING))).isEmpty();
        }
    }

    @OnBothDatabases
    void goesOnWithADryRunWhereAnotherProcessWasFaster(TestDatabase database) {
        try (Ledger dry = Ledger.open(database.database(), "b".repeat(64), "copy.csv", true)) {
            assertThat(dry.claim(List.of(batch(1, MORNING)))).isTrue();
            claim(database, batch(1, NOON));

            assertThat(dry.claim(List.of(batch(2, NOON)))).isFalse();

            assertThat(dry.same(List.of(MORNING, NOON))).hasSize(2);
        }
    }

    @OnBothDatabases
    void keepsTheCountsOfEachRunOfAContent(TestDatabase database) {
        try (Ledger ledger = ledger(database)) {
            ledger.finish(summary(10, 0, 2));
        }
        try (Ledger ledger = ledger(database)) {
            assertThat(ImportTable.last(database.database(), 5).get(0).finishedAt())
                    .isNull();
            ledger.finish(summary(0, 10, 0));
        }

        assertThat(ImportTable.last(database.database(), 5))
                .allSatisfy(run -> assertThat(run.finishedAt()).isNotNull())
                .extracting(ImportSummary::sent, ImportSummary::known, ImportSummary::requests)
                .containsExactly(tuple(0L, 10L, 0L), tuple(10L, 0L, 2L));
    }

    @OnBothDatabases
    void keepsOneRowForARunThatIsRepeatedUntilItEnds(TestDatabase database) {
        for (int attempt = 0; attempt < 3; attempt++) {
            ledger(database).close();
        }

        assertThat(ImportTable.last(database.database(), 5))
                .singleElement()
                .satisfies(run -> assertThat(run.finishedAt()).isNull());
    }

    private static void claim(TestDatabase database, StateBatch... batches) {
        try (Ledger ledger = ledger(database)) {
            assertThat(ledger.claim(List.of(batches))).isTrue();
        }
    }

    private static Ledger ledger(TestDatabase database) {
        return Ledger.open(database.database(), DIGEST, "states.csv", false);
    }

    private static StateBatch batch(int number, StateRow... entries) {
        return StateBatch.open(number, P1, List.of(entries));
    }

    private static StateRow entry(long line, String machine, String state, String start, String end) {
        return StateRow.of(
                line,
                new MachineState(
                        "c1",
                        "p1",
                        machine,
                        state,
                        Instant.parse("2026-01-15T" + start + ":00Z"),
                        Instant.parse("2026-01-15T" + end + ":00Z")));
    }

    private static ImportSummary summary(long sent, long known, long requests) {
        return new ImportSummary("states.csv", Instant.EPOCH, null, sent + known, sent, known, 0, requests, 1);
    }
}
