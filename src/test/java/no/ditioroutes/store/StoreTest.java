package no.ditioroutes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import no.ditioroutes.Failure;
import no.ditioroutes.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

    @Test
    void refusesAnotherDatabase() {
        assertThatThrownBy(() -> new Store("jdbc:mysql://me:hush-hush@host/db?password=hush-hush", "", password("")))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.SETTINGS))
                .hasMessageContaining("JDBC_URL")
                .hasMessageContaining("jdbc:mysql://host/db")
                .hasMessageNotContaining("hush");
    }

    @Test
    void opensNothingOnceItIsClosed() {
        Store store = new Store("jdbc:h2:mem:closed", "", password(""));

        store.close();

        assertThatThrownBy(store::cursors)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("it was closed, for the program ends");
    }

    @Test
    void startsWhileTheDatabaseIsDownAndSaysSoAtTheFirstUse() {
        try (Store store =
                new Store("jdbc:postgresql://localhost:1/db?user=me&password=hush-hush", "me", password("hush-hush"))) {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(store::cursors)
                        .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.kind())
                                .isEqualTo(Failure.Kind.SINK))
                        .hasMessageContaining("jdbc:postgresql://localhost:1/db failed while reading the cursors")
                        .hasMessageContaining("refused")
                        .hasMessageContaining("JDBC_URL, JDBC_USERNAME and JDBC_PASSWORD")
                        .hasMessageNotContaining("hush");
            }
        }
    }

    @Test
    void refusesAPasswordWithoutTheUserWhoseItIs() {
        assertThatThrownBy(() -> new Store("jdbc:postgresql://localhost:1/db?user=me", "", password("hush-hush")))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.SETTINGS))
                .hasMessageContaining("not JDBC_USERNAME");
    }

    @Test
    void findsEverythingAgainInAFile(@TempDir Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("ditio");
        try (Store store = new Store(url, "sa", password(""));
                Unit unit = store.begin()) {
            unit.reject(List.of(new Reject("s", "a", "why", "{}")));
            unit.commit();
        }

        try (Store store = new Store(url, "sa", password(""))) {
            assertThat(store.rejectCount("s")).isEqualTo(1);
        }
    }

    @OnBothDatabases
    void makesItsTablesBesideThoseOfOthers(TestDatabase database) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.url(), database.isH2() ? "sa" : "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table another (id int)");

            assertThat(database.store().cursors()).isEmpty();
        }
    }

    @OnBothDatabases
    void commitsEachStatementOfARoute(TestDatabase database) {
        database.execute("insert into ditio_deleted values ('s', 'a', current_timestamp)");

        assertThat(database.query("select id from ditio_deleted")).containsExactly("a");
    }

    @OnBothDatabases
    void tellsHowToMakeATableThatIsMissing(TestDatabase database) {
        assertThatThrownBy(() -> database.store().table("absences"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.SETTINGS))
                .hasMessageContaining("There is no table absences")
                .satisfies(failure -> database.execute(statement(failure.getMessage())));

        assertThat(database.store().table("absences").fields().names()).containsExactly("id", "modifiedDateTime");
    }

    @OnBothDatabases
    void tellsWhichColumnATableLacks(TestDatabase database) {
        database.execute("create table absences (id varchar primary key, modified_date_time varchar)");

        assertThatThrownBy(() -> database.store().table("absences"))
                .hasMessageContaining("lacks")
                .hasMessageContaining("payload");
    }

    @OnBothDatabases
    void takesNoNameForSql(TestDatabase database) {
        assertThatThrownBy(() -> database.store().table("x'; drop table ditio_cursor; --"))
                .isInstanceOf(Failure.class);

        assertThat(database.store().cursors()).isEmpty();
    }

    @OnBothDatabases
    void knowsATableWhoseNameIsAWordOfSql(TestDatabase database) {
        database.execute(
                "create table %s (id varchar primary key, modified_date_time timestamp with time zone, payload varchar)"
                        .formatted(database.isH2() ? "\"USER\"" : "\"user\""));

        database.mergeInto("user", TestDatabase.live("a", 1));

        assertThat(database.mergeInto("user", TestDatabase.live("a", 1)).upserted())
                .isEmpty();
    }

    @OnBothDatabases
    void readsTheFieldsOfTheShippedTables(TestDatabase database) {
        assertThat(database.store().table("time_registrations").fields().names())
                .hasSize(58)
                .contains("id", "workDate", "costPriceBase", "userCompanyOrgNr", "modifiedDateTime");
        assertThat(database.store().table("machine_registrations").fields().names())
                .hasSize(22);
    }

    private static String statement(String message) {
        return message.substring(message.indexOf("create table"), message.indexOf(';'));
    }

    private static Secret password(String value) {
        return new Secret("JDBC_PASSWORD", value, "");
    }
}
