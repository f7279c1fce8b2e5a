package no.ditioroutes.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

class RejectsTest {

    @OnBothDatabases
    void countsTheSameRecordInsteadOfKeepingItTwice(TestDatabase database) {
        reject(database, new Reject("s", "a", "why", "{\"id\":\"a\"}"), new Reject("s", "b", "why", "{\"id\":\"b\"}"));
        reject(database, new Reject("s", "a", "another reason", "{\"id\":\"a\"}"));

        assertThat(database.store().rejectCount("s")).isEqualTo(2);
        assertThat(database.store().rejects("s", 1)).singleElement().satisfies(stored -> {
            assertThat(stored.reject()).isEqualTo(new Reject("s", "a", "another reason", "{\"id\":\"a\"}"));
            assertThat(stored.seen()).isEqualTo(2);
            assertThat(stored.firstSeen()).isBeforeOrEqualTo(stored.lastSeen());
        });
    }

    @OnBothDatabases
    void tellsStreamsApart(TestDatabase database) {
        reject(database, new Reject("s", "a", "why", "{}"), new Reject("t", "a", "why", "{}"));

        assertThat(database.store().rejectCount("s")).isEqualTo(1);
        assertThat(database.store().rejects("t", 10)).hasSize(1);
        assertThat(database.store().rejects(null, 10)).hasSize(2);
    }

    @OnBothDatabases
    void answersTheOldestPageByPageAndSomeByTheirNumbers(TestDatabase database) {
        reject(database, new Reject("s", "a", "why", "1"));
        reject(database, new Reject("t", "b", "why", "2"));
        reject(database, new Reject("s", "c", "why", "3"));

        StoredReject first = database.store().rejectsAfter(null, 0, 1).get(0);
        List<StoredReject> rest = database.store().rejectsAfter("s", first.id(), 10);

        assertThat(first.reject().recordId()).isEqualTo("a");
        assertThat(rest).extracting(each -> each.reject().recordId()).containsExactly("c");
        assertThat(database.store().rejects(List.of(first.id(), 999L))).containsExactly(first);
    }

    @OnBothDatabases
    void keepsAReplayedRejectThatCameAgainMeanwhile(TestDatabase database) {
        Reject reject = new Reject("s", "a", "why", "{}");
        reject(database, reject);
        StoredReject known = database.store().rejects("s", 1).get(0);
        reject(database, reject);

        database.store().replayed(known);

        assertThat(database.store().rejectCount("s")).isEqualTo(1);
    }

    @OnBothDatabases
    void forgetsWhatWasReplayed(TestDatabase database) {
        reject(database, new Reject("s", "a", "why", "{}"));

        database.store().replayed(database.store().rejects("s", 1).get(0));

        assertThat(database.store().rejectCount("s")).isZero();
    }

    @OnBothDatabases
    void keepsWhatTheDatabaseCouldNotStore(TestDatabase database) {
        reject(database, new Reject("s", "a\u0000\ud83d", "NUL \u0000", "\u0000"));

        assertThat(database.store().rejectCount("s")).isEqualTo(1);
    }

    private static void reject(TestDatabase database, Reject... rejects) {
        try (Unit unit = database.store().begin()) {
            unit.reject(List.of(rejects));
            unit.commit();
        }
    }
}
