package no.ditioroutes.store;

import static no.ditioroutes.store.TestDatabase.STREAM;
import static no.ditioroutes.store.TestDatabase.TABLE;
import static no.ditioroutes.store.TestDatabase.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import no.ditioroutes.Failure;
import no.ditioroutes.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether a run could write to a table, as {@code check} finds out. */
class WriteTestTest {

    @ParameterizedTest
    @MethodSource("no.ditioroutes.store.TestDatabase#fresh")
    void leavesNothingBehind(TestDatabase database) {
        try (database) {
            test(database);
            database.merge(live("a", 1));
            test(database);

            assertThat(database.query("select id from machine_registrations")).containsExactly("a");
            assertThat(database.query("select id from ditio_deleted")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("no.ditioroutes.store.TestDatabase#fresh")
    void namesAColumnThatMustNotBeNull(TestDatabase database) throws SQLException {
        try (database) {
            database.store().description();
            execute(database.store(), "alter table machine_registrations add cost_center varchar(10) not null");

            Failure failure = catchThrowableOfType(Failure.class, () -> test(database));

            assertThat(failure.kind()).isEqualTo(Failure.Kind.SINK);
            assertThat(failure.getMessage())
                    .containsIgnoringCase("cost_center")
                    .contains("drop its NOT NULL")
                    .doesNotContain("Failing row");
        }
    }

    @Test
    void namesAMissingKey() throws SQLException {
        try (TestDatabase database = TestDatabase.postgres()) {
            database.store().description();
            execute(database.store(), "alter table machine_registrations drop constraint machine_registrations_pkey");

            assertThat(catchThrowableOfType(Failure.class, () -> test(database)))
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

        try (Store store = new Store(url.replaceFirst("user=postgres", "user=" + user), "", new Secret("X", "", ""))) {
            Failure failure = catchThrowableOfType(Failure.class, () -> test(store));

            assertThat(failure.kind()).isEqualTo(Failure.Kind.SINK);
            assertThat(failure).hasMessageContaining("GRANT TEMPORARY ON DATABASE");
        }
    }

    private static void test(TestDatabase database) {
        test(database.store());
    }

    private static void test(Store store) {
        try (Unit unit = store.begin()) {
            unit.testWriting(STREAM, store.table(TABLE));
        }
    }

    private static void execute(Store store, String sql) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
