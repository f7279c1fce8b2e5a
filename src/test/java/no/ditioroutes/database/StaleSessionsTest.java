package no.ditioroutes.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.SQLExceptionOverride;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.UserFacingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that became read-only, as after a switch-over behind one address, while new ones can write. */
class StaleSessionsTest {

    private static final String INSERT = "insert into ditio_deleted values ('s', 'a', current_timestamp)";

    private EmbeddedPostgres server;
    private Database database;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedPostgres.start();
        database = new Database(url(), "", new SecretSetting("JDBC_PASSWORD", "", ""));
    }

    @AfterEach
    void stop() throws IOException {
        database.close();
        server.close();
    }

    @Test
    void areReplacedBeforeATransactionThatWrites() throws SQLException {
        List<Integer> old = sessions(4);
        switchOver();

        int rows = database.inTransaction("noting a deletion", connection -> Jdbc.update(connection, INSERT));

        assertThat(rows).isEqualTo(1);
        assertThat(sessions(4)).doesNotContainAnyElementsOf(old);
    }

    @Test
    void leaveThePoolWithTheFirstWriteThatFails() throws SQLException {
        List<Integer> old = sessions(4);
        switchOver();

        UserFacingException failure = catchThrowableOfType(UserFacingException.class, this::insert);

        assertThat(failure).hasMessageContaining("read-only").hasMessageContaining("targetServerType=primary");
        assertThat(insert()).isEqualTo(1);
        assertThat(sessions(4)).doesNotContainAnyElementsOf(old);
    }

    @Test
    void leaveThePoolWhereTheServerEndsOneOfThem() throws SQLException {
        List<Integer> old = sessions(4);
        try (Connection connection = database.dataSource().getConnection()) {
            String session = first(connection, "select pg_backend_pid()");
            try (Connection admin = DriverManager.getConnection(url())) {
                assertThat(first(admin, "select pg_terminate_backend(" + session + ", 10000)"))
                        .isEqualTo("t");
            }
            assertThat(catchThrowableOfType(SQLException.class, () -> first(connection, "select 1"))
                            .getSQLState())
                    .isEqualTo("57P01");
        }

        assertThat(sessions(4)).doesNotContainAnyElementsOf(old);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "57P01", "57P02", "57P03", "57P05", "08000", "08003", "08006", "08S01", "25006", "90067", "90098",
                "90121"
            })
    void areToldByTheState(String state) {
        AtomicInteger renewals = new AtomicInteger();

        SQLExceptionOverride.Override verdict =
                new StaleSessions(renewals::incrementAndGet).adjudicate(new SQLException("gone", state));

        assertThat(verdict).isEqualTo(SQLExceptionOverride.Override.MUST_EVICT);
        assertThat(renewals).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "22001", "23505", "42P01", "57014", "40001"})
    void areNotTakenForItByAnyOtherState(String state) {
        AtomicInteger renewals = new AtomicInteger();

        new StaleSessions(renewals::incrementAndGet).adjudicate(new SQLException("refused", state));

        assertThat(renewals).hasValue(0);
    }

    private int insert() {
        return database.call("noting a deletion", connection -> Jdbc.update(connection, INSERT));
    }

    /** The server processes behind so many connections of the pool. */
    private List<Integer> sessions(int count) throws SQLException {
        List<Connection> open = new ArrayList<>();
        List<Integer> sessions = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Connection connection = database.dataSource().getConnection();
            open.add(connection);
            sessions.add(Integer.valueOf(first(connection, "select pg_backend_pid()")));
        }
        for (Connection connection : open) {
            connection.close();
        }
        return sessions;
    }

    private void switchOver() throws SQLException {
        try (Connection witness = DriverManager.getConnection(url());
                Connection admin = DriverManager.getConnection(url());
                Statement statement = admin.createStatement()) {
            statement.execute("alter database postgres set default_transaction_read_only = off");
            statement.execute("alter system set default_transaction_read_only = on");
            statement.execute("select pg_reload_conf()");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> first(witness, "show transaction_read_only").equals("on"));
        }
    }

    private static String first(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }
}
