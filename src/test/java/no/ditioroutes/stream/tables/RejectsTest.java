package no.ditioroutes.stream.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.ditioroutes.database.OnBothDatabases;
import no.ditioroutes.database.TestDatabase;
import no.ditioroutes.database.Transaction;

class RejectsTest {

    @OnBothDatabases
    void countsTheSameRecordInsteadOfKeepingItTwice(TestDatabase database) {
        reject(database, new Reject("s", "a", "why", "{\"id\":\"a\"}"), new Reject("s", "b", "why", "{\"id\":\"b\"}"));
        reject(database, new Reject("s", "a", "another reason", "{\"id\":\"a\"}"));

        assertThat(rejects(database).count("s")).isEqualTo(2);
        assertThat(rejects(database).last("s", 1)).singleElement().satisfies(stored -> {
            assertThat(stored.reject()).isEqualTo(new Reject("s", "a", "another reason", "{\"id\":\"a\"}"));
            assertThat(stored.seen()).isEqualTo(2);
            assertThat(stored.firstSeen()).isBeforeOrEqualTo(stored.lastSeen());
        });
    }

    @OnBothDatabases
    void tellsStreamsApart(TestDatabase database) {
        reject(database, new Reject("s", "a", "why", "{}"), new Reject("t", "a", "why", "{}"));

        assertThat(rejects(database).count("s")).isEqualTo(1);
        assertThat(rejects(database).last("t", 10)).hasSize(1);
        assertThat(rejects(database).last(null, 10)).hasSize(2);
    }

    @OnBothDatabases
    void answersTheOldestPageByPageAndSomeByTheirNumbers(TestDatabase database) {
        reject(database, new Reject("s", "a", "why", "1"));
        reject(database, new Reject("t", "b", "why", "2"));
        reject(database, new Reject("s", "c", "why", "3"));

        StoredReject first = rejects(database).after(null, 0, 1).get(0);
        List<StoredReject> rest = rejects(database).after("s", first.id(), 10);

        assertThat(first.reject().recordId()).isEqualTo("a");
        assertThat(rest).extracting(each -> each.reject().recordId()).containsExactly("c");
        assertThat(rejects(database).of(List.of(first.id(), 999L))).containsExactly(first);
    }

    @OnBothDatabases
    void keepsAReplayedRejectThatCameAgainMeanwhile(TestDatabase database) {
        Reject reject = new Reject("s", "a", "why", "{}");
        reject(database, reject);
        StoredReject known = rejects(database).last("s", 1).get(0);
        reject(database, reject);

        rejects(database).replayed(known);

        assertThat(rejects(database).count("s")).isEqualTo(1);
    }

    @OnBothDatabases
    void forgetsWhatWasReplayed(TestDatabase database) {
        reject(database, new Reject("s", "a", "why", "{}"));

        rejects(database).replayed(rejects(database).last("s", 1).get(0));

        assertThat(rejects(database).count("s")).isZero();
    }

    @OnBothDatabases
    void keepsWhatTheDatabaseCouldNotStore(TestDatabase database) {
        reject(database, new Reject("s", "a\u0000\ud83d", "NUL \u0000", "\u0000"));

        assertThat(rejects(database).count("s")).isEqualTo(1);
    }

    private static void reject(TestDatabase database, Reject... rejects) {
        try (Transaction transaction = database.database().begin()) {
            rejects(database).add(transaction, List.of(rejects));
            transaction.commit();
        }
    }

    private static Rejects rejects(TestDatabase database) {
        return new Rejects(database.database());
    }
}
