package no.ditioroutes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import no.ditioroutes.Failure;

class DatabaseTest {

    private static final String INSERT = "insert into ditio_deleted values (?, ?, current_timestamp)";

    @OnBothDatabases
    void commitsWhatIsDoneInATransaction(TestDatabase database) {
        int rows = database.database()
                .inTransaction("noting a deletion", connection -> Jdbc.update(connection, INSERT, "s", "a"));

        assertThat(rows).isEqualTo(1);
        assertThat(deleted(database)).containsExactly("a");
    }

    @OnBothDatabases
    void rollsBackAllThatRepositoriesDidInATransactionThatFails(TestDatabase database) {
        assertThatThrownBy(() -> database.database().inTransaction(transaction -> {
                    transaction.call("noting one", connection -> Jdbc.update(connection, INSERT, "s", "a"));
                    return transaction.call("noting another", connection -> Jdbc.update(connection, "insert nothing"));
                }))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.SINK))
                .hasMessageContaining("failed while noting another");

        assertThat(deleted(database)).isEmpty();
    }

    @OnBothDatabases
    void keepsOnlyWhatItsOwnerCommits(TestDatabase database) {
        try (Transaction transaction = database.database().begin()) {
            transaction.call("noting one", connection -> Jdbc.update(connection, INSERT, "s", "a"));
            transaction.commit();
            transaction.call("noting another", connection -> Jdbc.update(connection, INSERT, "s", "b"));
        }

        assertThat(deleted(database)).containsExactly("a");
    }

    @OnBothDatabases
    void emptiesAStageAtTheEndOfEachTransaction(TestDatabase database) {
        Dialect dialect = database.database().dialect();
        for (int time = 0; time < 2; time++) {
            List<Integer> numbers = database.database().inTransaction("staging", connection -> {
                Jdbc.execute(
                        connection, dialect.createStage("a_stage", "number int, words " + dialect.exactTextType()));
                dialect.copyTexts(
                        connection,
                        "a_stage",
                        List.of("number", "words"),
                        List.of(new String[] {"1", "a\tb"}, new String[] {"2", null}));
                return Jdbc.list(connection, "select number from a_stage order by number", row -> row.getInt(1));
            });

            assertThat(numbers).containsExactly(1, 2);
        }
    }

    private static List<String> deleted(TestDatabase database) {
        return database.query("select id from ditio_deleted order by id");
    }
}
