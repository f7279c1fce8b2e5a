package no.ditioroutes.stream.tables;

import static no.ditioroutes.stream.tables.TestRecords.STREAM;
import static no.ditioroutes.stream.tables.TestRecords.TABLE;
import static no.ditioroutes.stream.tables.TestRecords.live;
import static no.ditioroutes.stream.tables.TestRecords.merge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.LocalPostgres;
import no.ditioroutes.database.TestDatabase;
import no.ditioroutes.database.Transaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a run could write to a table, as {@code check} finds out. */
class WriteTestTest {

    @ParameterizedTest
    @MethodSource("no.ditioroutes.database.TestDatabase#fresh")
    void leavesNothingBehind(TestDatabase database) {
        try (database) {
            test(database);
            merge(database, live("a", 1));
            test(database);

            assertThat(database.query("select id from machine_registrations")).containsExactly("a");
            assertThat(database.query("select id from ditio_deleted")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("no.ditioroutes.database.TestDatabase#fresh")
    void namesAColumnThatMustNotBeNull(TestDatabase database) throws SQLException {
        try (database) {
            database.database().description();
            execute(database.database(), "alter table machine_registrations add cost_center varchar(10) not null");

            UserFacingException failure = catchThrowableOfType(UserFacingException.class, () -> test(database));

            assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SINK);
            assertThat(failure.getMessage())
                    .containsIgnoringCase("cost_center")
                    .contains("drop its NOT NULL")
                    .doesNotContain("Failing row");
        }
    }

    @Test
    void namesAMissingKey() throws SQLException {
        try (TestDatabase database = TestDatabase.postgres()) {
            database.database().description();
            execute(
                    database.database(),
                    "alter table machine_registrations drop constraint machine_registrations_pkey");

            assertThat(catchThrowableOfType(UserFacingException.class, () -> test(database)))
                    .hasMessageContaining("ADD PRIMARY KEY (id)");
        }
    }

    @Test
    void namesTheMissingRightToTemporaryTables() throws SQLException {
        String url = LocalPostgres.newDatabase();
        String user = "u" + UUID.randomUUID().toString().replace("-", "");
        String name = url.replaceFirst(".*/(\\w+)\\?.*", "$1");
        try (Connection admin = DriverManager.getConnection(url);
                Statement statement = admin.createStatement()) {
            statement.execute("create role " + user + " login");
            statement.execute("grant all on schema public to " + user);
            statement.execute("revoke temporary on database " + name + " from public");
        }

        try (Database database =
                new Database(url.replaceFirst("user=postgres", "user=" + user), "", new SecretSetting("X", "", ""))) {
            UserFacingException failure = catchThrowableOfType(UserFacingException.class, () -> test(database));

            assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SINK);
            assertThat(failure).hasMessageContaining("GRANT TEMPORARY ON DATABASE");
        }
    }

    private static void test(TestDatabase database) {
        test(database.database());
    }

    private static void test(Database database) {
        try (Transaction transaction = database.begin()) {
            new StreamRows(database).testWriting(transaction, STREAM, new Tables(database).table(TABLE));
        }
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
