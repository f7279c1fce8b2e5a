package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.IMPORT;
import static no.ditioroutes.telematics.StatesRig.minutes;
import static no.ditioroutes.telematics.StatesRig.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.sandbox.ConnectionFaults;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.Quirk;
import no.ditioroutes.sandbox.ResponseFaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer that got lost is settled by what Ditio shows; what it does not show is held. */
class LostAnswersTest {

    @RegisterExtension
    static final StatesRig RIG = StatesRig.onPostgres().with("telematics.batch-rows", 10);

    private static final String TOTALS = "/aggregated-data-per-state";
    private static final String LATEST = "/latest-timestamp";
    private static final Fault NOTHING = ResponseFaults.rawBody("application/json", "[]");

    static Stream<Arguments> places() {
        List<Arguments> all = new ArrayList<>();
        for (int place : List.of(0, 2, 4)) {
            for (Quirk shape : new Quirk[] {null, Quirk.LATEST_TIMESTAMP_404, Quirk.LATEST_TIMESTAMP_204}) {
                for (boolean start : List.of(true, false)) {
                    all.add(Arguments.of(place, shape, start));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("places")
    void findsOutWhatArrived(int place, Quirk shape, boolean latestIsStart) {
        quirks(shape, latestIsStart);
        RIG.sandbox().faults().after(IMPORT, place, ConnectionFaults.answerLost());
        String[] rows = minutes("EX-001", 50);

        ImportSummary summary = RIG.send(rows);

        assertThat(RIG.inDitio()).containsExactly(rows);
        assertThat(summary.sent()).isEqualTo(50);
        assertThat(RIG.posts()).hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("places")
    void findsOutWhatDidNotArrive(int place, Quirk shape, boolean latestIsStart) {
        quirks(shape, latestIsStart);
        RIG.sandbox().faults().after(IMPORT, place, ConnectionFaults.resetBeforeAnswer());
        String[] rows = minutes("EX-001", 50);

        RIG.send(rows);

        assertThat(RIG.inDitio()).containsExactly(rows);
    }

    @ParameterizedTest
    @MethodSource("places")
    void findsOutInALaterRun(int place, Quirk shape, boolean latestIsStart) {
        quirks(shape, latestIsStart);
        Path file = RIG.file(minutes("EX-001", 50));
        RIG.sandbox().faults().after(IMPORT, place, ConnectionFaults.answerLost());
        dieAfterwards();
        assertThatThrownBy(() -> RIG.send(file)).isInstanceOf(UserFacingException.class);
        RIG.sandbox().faults().clear();

        ImportSummary rest = RIG.send(file);

        assertThat(RIG.inDitio()).containsExactly(minutes("EX-001", 50));
        assertThat(rest.known()).isEqualTo(10L * (place + 1));
    }

    @Test
    void findsOutByTheTotalsThatALateDayArrived() {
        RIG.send(minutes("EX-001", "2026-01-16", 10));
        String[] late = minutes("EX-002", "2026-01-15", 10);
        RIG.sandbox().faults().next(IMPORT, ConnectionFaults.answerLost());

        ImportSummary summary = RIG.send(late);

        assertThat(RIG.sandbox().requests().matching(TOTALS)).hasSize(2);
        assertThat(RIG.inDitio()).hasSize(20).endsWith(late);
        assertThat(summary.sent()).isEqualTo(10);
    }

    @Test
    void findsOutByTheTotalsThatALateDayDidNotArrive() {
        RIG.send(minutes("EX-001", "2026-01-16", 10));
        String[] late = minutes("EX-002", "2026-01-15", 10);
        RIG.sandbox().faults().next(IMPORT, ConnectionFaults.resetBeforeAnswer());

        RIG.send(late);

        assertThat(RIG.inDitio()).hasSize(20).endsWith(late);
        assertThat(RIG.rejects()).isEmpty();
    }

    @Test
    void asksForNoTotalsWhereTheLatestTimestampTells() {
        RIG.send(minutes("EX-001", 50));

        assertThat(RIG.sandbox().requests().matching(TOTALS)).isEmpty();
    }

    @Test
    void holdsWhatNothingTells() throws Exception {
        RIG.send(minutes("EX-001", "2026-01-16", 10));
        RIG.sandbox().faults().always(TOTALS, NOTHING);
        RIG.sandbox().faults().next(IMPORT, ConnectionFaults.answerLost());
        String[] late = minutes("EX-002", "2026-01-15", 10);

        ImportSummary summary = RIG.send(late);

        assertThat(summary.rejected()).isEqualTo(10);
        assertThat(RIG.ledger()).containsEntry("held", 10L);
        assertThat(RIG.rejects()).hasSize(10).allSatisfy(line -> assertThat(line)
                .contains("held", "the answer was lost", "import --force"));
    }

    @Test
    void sendsWhatIsHeldOnlyWhereItIsForced() {
        Path file = RIG.file(minutes("EX-002", "2026-01-15", 10));
        hold(file, ConnectionFaults.resetBeforeAnswer());

        ImportSummary second = RIG.send(file);
        ImportSummary ofItsList = RIG.send(RIG.rejectFiles().get(0));

        assertThat(second.rejected()).isEqualTo(10);
        assertThat(ofItsList.rejected()).isEqualTo(10);
        assertThat(RIG.inDitio()).hasSize(10);
        ImportSummary forced = RIG.send(file, new ImportOptions(false, true));
        assertThat(forced.sent()).isEqualTo(10);
        assertThat(RIG.inDitio()).hasSize(20).doesNotHaveDuplicates();
        assertThat(RIG.send(file).known()).isEqualTo(10);
    }

    @Test
    void holdsWhereAnotherSenderChangedTheTotals() throws Exception {
        RIG.send(minutes("EX-001", "2026-01-16", 10));
        Path file = RIG.file(minutes("EX-002", "2026-01-15", 10));
        RIG.sandbox().faults().next(IMPORT, ConnectionFaults.resetBeforeAnswer());
        dieAfterwards();
        assertThatThrownBy(() -> RIG.send(file)).isInstanceOf(UserFacingException.class);
        RIG.sandbox().faults().clear();
        // As many rows of the same state as there are in the batch.
        RIG.another(Stream.of(minutes("EX-003", "2026-01-15", 10))
                .map(row -> row.replaceAll(":00Z$", ":30Z"))
                .toArray(String[]::new));

        ImportSummary summary = RIG.send(file);

        assertThat(summary.rejected()).isEqualTo(10);
        assertThat(RIG.ledger()).containsEntry("held", 10L);
    }

    @Test
    void holdsWhereAnotherSenderMovedTheLatestTimestamp() throws Exception {
        Path file = RIG.file(minutes("EX-002", 10));
        RIG.sandbox().faults().next(IMPORT, ConnectionFaults.answerLost());
        dieAfterwards();
        assertThatThrownBy(() -> RIG.send(file)).isInstanceOf(UserFacingException.class);
        RIG.sandbox().faults().clear();
        RIG.another(row("EX-009", "Idle", "20:00", "21:00"));

        RIG.send(file);

        assertThat(RIG.inDitio()).hasSize(11).doesNotHaveDuplicates();
        assertThat(RIG.ledger()).isEqualTo(Map.of("held", 10L));
    }

    @Test
    void listsWhatIsHeldOfAFileThatDoesNotComeBack() throws Exception {
        String[] lost = minutes("EX-002", 10);
        Path file = RIG.file(lost);
        RIG.sandbox().faults().next(IMPORT, ConnectionFaults.answerLost());
        dieAfterwards();
        assertThatThrownBy(() -> RIG.send(file)).isInstanceOf(UserFacingException.class);
        RIG.sandbox().faults().clear();
        RIG.another(row("EX-009", "Idle", "20:00", "21:00"));
        Path other = RIG.file(row("EX-001", "Idle", "08:00", "09:00"));

        ImportSummary summary = RIG.send(other);

        assertThat(summary.rejected()).isZero();
        assertThat(RIG.rejectFiles())
                .extracting(list -> list.getFileName().toString())
                .containsExactly("held-" + other.getFileName());
        assertThat(RIG.rejects()).hasSize(10).allMatch(line -> line.contains("the answer was lost"));
        assertThat(RIG.rejects().get(3)).startsWith(lost[3] + ",5,");
        assertThat(RIG.send(RIG.rejectFiles().get(0), new ImportOptions(false, true))
                        .sent())
                .isEqualTo(10);
    }

    @Test
    void listsWhatAFileThatIsGoneLeftUnsent() throws Exception {
        String[] rows = minutes("EX-002", 20);
        Path other = leaveUnsent(rows);
        Files.delete(other.resolveSibling("gone.csv"));
        dieAfterwards();
        assertThatThrownBy(() -> RIG.send(other)).isInstanceOf(UserFacingException.class);
        RIG.sandbox().faults().clear();

        RIG.send(other);

        assertThat(RIG.rejects()).hasSize(20).allMatch(line -> line.contains("not sent: gone.csv had it"));
        assertThat(RIG.rejectFiles())
                .allMatch(list -> list.getFileName().toString().startsWith("unsent-"));
        RIG.rejectFiles().forEach(RIG::send);
        assertThat(RIG.inDitio()).hasSize(21).contains(rows);
    }

    @Test
    void listsNothingOfAFileThatWaitsForAnotherTry() {
        String[] rows = minutes("EX-002", 20);
        Path other = leaveUnsent(rows);

        RIG.send(other);

        assertThat(RIG.rejects()).isEmpty();
        assertThat(RIG.send(other.resolveSibling("gone.csv")).sent()).isEqualTo(20);
    }

    /** Leaves a request that did not arrive, and rows that are only claimed; answers another file. */
    private static Path leaveUnsent(String[] rows) {
        Path file = RIG.write("gone.csv", StatesRig.HEADER + String.join("\n", rows) + "\n");
        RIG.sandbox().faults().next(IMPORT, ConnectionFaults.resetBeforeAnswer());
        dieAfterwards();
        assertThatThrownBy(() -> RIG.send(file)).isInstanceOf(UserFacingException.class);
        RIG.sandbox().faults().clear();
        return RIG.file(row("EX-001", "Idle", "08:00", "09:00"));
    }

    @ParameterizedTest
    @MethodSource
    void doesWithoutTotalsThatAreNotToBeHad(Fault fault) {
        RIG.send(minutes("EX-001", "2026-01-16", 10));
        RIG.sandbox().faults().always(TOTALS, fault);
        String[] late = minutes("EX-002", "2026-01-15", 10);

        RIG.send(late);

        assertThat(RIG.inDitio()).hasSize(20).endsWith(late);
    }

    static Stream<Fault> doesWithoutTotalsThatAreNotToBeHad() {
        return Stream.of(Fault.status(400), Fault.status(403), Fault.status(404), NOTHING);
    }

    @Test
    void knowsOfABusyDitioThatNothingArrived() throws Exception {
        RIG.send(minutes("EX-001", "2026-01-16", 10));
        RIG.sandbox().faults().always(TOTALS, NOTHING);
        RIG.sandbox().faults().next(IMPORT, 6, Fault.status(429));
        String[] late = minutes("EX-002", "2026-01-15", 10);
        Path file = RIG.file(late);
        assertThatThrownBy(() -> RIG.send(file)).isInstanceOf(UserFacingException.class);
        assertThat(RIG.ledger()).isEqualTo(Map.of("sent", 10L, "open", 10L));

        RIG.send(file);

        assertThat(RIG.inDitio()).hasSize(20).endsWith(late);
    }

    @Test
    void holdsWhatWasSentToAProjectThatIsClosedNow() throws Exception {
        Path file = RIG.file(minutes("EX-001", 10));
        RIG.sandbox().faults().next(IMPORT, ConnectionFaults.answerLost());
        dieAfterwards();
        assertThatThrownBy(() -> RIG.send(file)).isInstanceOf(UserFacingException.class);
        RIG.sandbox().faults().clear();
        RIG.sandbox().faults().always("/external-excavator-state", Fault.status(403));

        ImportSummary summary = RIG.send(file);

        assertThat(summary.rejected()).isEqualTo(10);
        assertThat(RIG.ledger()).isEqualTo(Map.of("held", 10L));
    }

    /** Sends a late file so that its answer gets lost and nothing tells. */
    private static void hold(Path file, Fault lost) {
        RIG.send(minutes("EX-001", "2026-01-16", 10));
        RIG.sandbox().faults().always(TOTALS, NOTHING);
        RIG.sandbox().faults().next(IMPORT, lost);
        RIG.send(file);
        RIG.sandbox().faults().clear();
    }

    /** After the first question nothing can be found out: the run ends with a request of which it knows nothing. */
    private static void dieAfterwards() {
        RIG.sandbox().faults().next(LATEST, ConnectionFaults.chunked());
        RIG.sandbox().faults().always(LATEST, Fault.status(503));
    }

    private static void quirks(Quirk shape, boolean latestIsStart) {
        if (shape != null) {
            RIG.sandbox().quirks().add(shape);
        }
        if (latestIsStart) {
            RIG.sandbox().quirks().add(Quirk.LATEST_TIMESTAMP_IS_START);
        }
    }

    @Test
    void doesNotTakeWhatAnotherProcessSentForItsOwn() {
        String[] rows = minutes("EX-001", 10);
        RIG.execute("insert into ditio_import_file (digest, name) values ('other', 'other.csv')");
        RIG.execute("insert into ditio_import_batch (import_id, number, company_id, project_id, status, changed_at)"
                + " select id, 1, '" + Fixture.COMPANY_ID + "', '" + Fixture.PROJECT_ID
                + "', 'sent', timestamp '2999-01-01 00:00:00' from ditio_import_file");
        RIG.sandbox().faults().next(IMPORT, ConnectionFaults.answerLost());

        ImportSummary summary = RIG.send(rows);

        assertThat(summary.rejected()).isEqualTo(10);
        assertThat(RIG.rejects()).allMatch(line -> line.contains("held"));
        assertThat(RIG.inDitio()).hasSize(10);
    }
}
