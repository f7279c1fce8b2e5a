package no.ditioroutes.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                .isInstanceOfSatisfying(UserFacingException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(UserFacingException.Kind.SINK))
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

    @Test
    void refusesAnotherDatabase() {
        assertThatThrownBy(() -> new Database("jdbc:mysql://me:hush-hush@host/db?password=hush-hush", "", password("")))
                .isInstanceOfSatisfying(UserFacingException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(UserFacingException.Kind.SETTINGS))
                .hasMessageContaining("JDBC_URL")
                .hasMessageContaining("jdbc:mysql://host/db")
                .hasMessageNotContaining("hush");
    }

    @Test
    void opensNothingOnceItIsClosed() {
        Database database = new Database("jdbc:h2:mem:closed", "", password(""));

        database.close();

        assertThatThrownBy(database::description)
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("it was closed, for the program ends");
    }

    @Test
    void startsWhileTheDatabaseIsDownAndSaysSoAtTheFirstUse() {
        try (Database database = new Database(
                "jdbc:postgresql://localhost:1/db?user=me&password=hush-hush", "me", password("hush-hush"))) {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(database::description)
                        .isInstanceOfSatisfying(UserFacingException.class, failure -> assertThat(failure.kind())
                                .isEqualTo(UserFacingException.Kind.SINK))
                        .hasMessageContaining("jdbc:postgresql://localhost:1/db failed while reading its version")
                        .hasMessageContaining("refused")
                        .hasMessageContaining("JDBC_URL, JDBC_USERNAME and JDBC_PASSWORD")
                        .hasMessageNotContaining("hush");
            }
        }
    }

    @Test
    void refusesAPasswordWithoutTheUserWhoseItIs() {
        assertThatThrownBy(() -> new Database("jdbc:postgresql://localhost:1/db?user=me", "", password("hush-hush")))
                .isInstanceOfSatisfying(UserFacingException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(UserFacingException.Kind.SETTINGS))
                .hasMessageContaining("not JDBC_USERNAME");
    }

    @Test
    void findsEverythingAgainInAFile(@TempDir Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("ditio");
        try (Database database = new Database(url, "sa", password(""))) {
            database.inTransaction("noting a deletion", connection -> Jdbc.update(connection, INSERT, "s", "a"));
        }

        try (Database database = new Database(url, "sa", password(""))) {
            List<String> ids = database.call(
                    "reading deletions",
                    connection -> Jdbc.list(connection, "select id from ditio_deleted", row -> row.getString(1)));
            assertThat(ids).containsExactly("a");
        }
    }

    @OnBothDatabases
    void makesItsTablesBesideThoseOfOthers(TestDatabase database) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.url(), database.isH2() ? "sa" : "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table another (id int)");

            assertThat(deleted(database)).isEmpty();
        }
    }

    @OnBothDatabases
    void commitsEachStatementOfARoute(TestDatabase database) {
        database.execute("insert into ditio_deleted values ('s', 'a', current_timestamp)");

        assertThat(database.query("select id from ditio_deleted")).containsExactly("a");
    }

    private static SecretSetting password(String value) {
        return new SecretSetting("JDBC_PASSWORD", value, "");
    }

    private static List<String> deleted(TestDatabase database) {
        return database.query("select id from ditio_deleted order by id");
    }
}
