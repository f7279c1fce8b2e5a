package no.ditioroutes.utilisation;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import no.ditioroutes.database.OnBothDatabases;
import no.ditioroutes.database.TestDatabase;
import no.ditioroutes.database.Transaction;
import no.ditioroutes.utilisation.UtilisationDay.Change;

/** A day of machine hours is in the table as Ditio told it last, and is written when that changes. */
class UtilisationTableTest {

    private static final String ROWS = "select state || ' ' || hours from machine_utilisation order by state";

    @OnBothDatabases
    void takesAnAnswerForTheSameWhateverItsSpaces(TestDatabase database) {
        try (database) {
            Change first = table(database).replace(day("[{\"state\": \"Working\", \"hours\": 7.50}]", 7.5));

            Change second = table(database).replace(day("[ {\"state\":\"Working\",\"hours\":7.50} ]", 7.5));

            assertThat(first).isEqualTo(Change.WRITTEN);
            assertThat(second).isEqualTo(Change.NONE);
            assertThat(database.query(ROWS)).containsExactly("Working 7.5");
        }
    }

    @OnBothDatabases
    void leavesADayToTheProcessThatWritesItAtTheSameMoment(TestDatabase database) {
        try (database) {
            UtilisationDay fast = day("{\"Working\": 7.5}", 7.5);
            UtilisationDay slow = day("{\"Working\": 8.5}", 8.5);
            CompletableFuture<Change> second;
            try (Transaction transaction = database.database().begin()) {
                assertThat(table(database).replace(transaction, fast)).isEqualTo(Change.WRITTEN);
                second = CompletableFuture.supplyAsync(() -> table(database).replace(slow));
                await().atMost(30, SECONDS).until(() -> isWaitedFor(database));
                transaction.commit();
            }

            assertThat(second).succeedsWithin(30, SECONDS).isEqualTo(Change.NONE);
            assertThat(database.query(ROWS)).containsExactly("Working 7.5");
        }
    }

    private static UtilisationTable table(TestDatabase database) {
        return new UtilisationTable(database.database());
    }

    private static boolean isWaitedFor(TestDatabase database) {
        String waiting = database.isH2()
                ? "select session_id from information_schema.sessions where executing_statement like 'insert%'"
                : "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        return !database.query(waiting).isEmpty();
    }

    private static UtilisationDay day(String payload, double hours) {
        return new UtilisationDay(
                "c1", "p1", LocalDate.of(2026, 1, 15), Map.of("Working", Optional.of(hours)), payload);
    }
}
