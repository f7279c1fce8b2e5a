package no.ditioroutes.database;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The dialect of PostgreSQL: rows are copied by COPY and applied by INSERT … ON CONFLICT. */
final class PostgresDialect extends Dialect {

    private static final Duration LONGEST_LIFETIME = Duration.ofMinutes(5);
    private static final Duration KEEPALIVE = Duration.ofMinutes(1);
    private static final Pattern COLUMN = Pattern.compile("line \\d+, column ([^:]+):");

    @Override
    public Product product() {
        return Product.POSTGRESQL;
    }

    @Override
    public String jsonType() {
        return "jsonb";
    }

    @Override
    public String exactTextType() {
        return "varchar collate \"C\"";
    }

    @Override
    public String jsonParameter() {
        return "?::jsonb";
    }

    @Override
    public String createStage(String stage, String columns) {
        return "create temporary table if not exists %s (%s) on commit delete rows".formatted(stage, columns);
    }

    @Override
    public String createStageAs(String stage, String query) {
        return "create temporary table if not exists %s on commit delete rows as %s with no data"
                .formatted(stage, query);
    }

    @Override
    void checkFiles(String url) {
        PostgresTls.checkFiles(url);
    }

    @Override
    DataSource driver(String url) {
        PostgresTls.check(url);
        PGSimpleDataSource driver = new PGSimpleDataSource();
        driver.setUrl(url);
        if (!url.contains("ApplicationName=")) {
            driver.setApplicationName("ditio-routes");
        }
        if (!url.contains("socketTimeout=")) {
            // Without it, a connection that the network dropped would block forever.
            driver.setSocketTimeout(300);
        }
        return driver;
    }

    @Override
    void tune(HikariConfig pool) {
        // A stage of 10,000 records is larger than the 8 MB that temporary tables have by default, and a merge runs too
        // briefly for JIT compilation.
        pool.setConnectionInitSql(
                "set time zone 'UTC'; set lock_timeout = '30s'; set temp_buffers = '32MB'; set jit = off");
        // After a switch-over behind one address, no session of the old server remains for long.
        pool.setMaxLifetime(LONGEST_LIFETIME.toMillis());
        pool.setIdleTimeout(KEEPALIVE.multipliedBy(2).toMillis());
        pool.setKeepaliveTime(KEEPALIVE.toMillis());
    }

    @Override
    void checkSessions(DataSource connections) throws SQLException {
        PooledSessions.check(connections);
    }

    @Override
    boolean isReadOnly(Connection connection) throws SQLException {
        return Jdbc.list(connection, "show transaction_read_only", row -> row.getString(1))
                .contains("on");
    }

    @Override
    public String toJson(String text) {
        return "cast(" + text + " as jsonb)";
    }

    @Override
    public String reason(SQLException refusal) {
        ServerErrorMessage server = refusal instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        if (server == null) {
            return refusal.getMessage();
        }
        return column(server) + server.getMessage() + (server.getDetail() == null ? "" : ": " + server.getDetail());
    }

    @Override
    public void copy(Connection connection, String table, List<String> columns, RowWriter.Source rows)
            throws SQLException {
        String copy = "copy %s (%s) from stdin".formatted(table, String.join(", ", columns));
        try (CopyRows copying =
                new CopyRows(connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy))) {
            rows.writeTo(copying);
            copying.finish();
        }
    }

    /** Returns the current time, not that of the transaction's start. */
    @Override
    public String clock() {
        return "clock_timestamp()";
    }

    /** Does nothing, since a commit flushes. */
    @Override
    public void flush(Connection connection) {}

    /** Acquires a lock held by the session, so that no transaction has to stay open. */
    @Override
    boolean tryLock(Connection connection, String name) throws SQLException {
        boolean locked = advisory(connection, "select pg_try_advisory_lock(hashtextextended(?, 0))", name);
        connection.commit();
        return locked;
    }

    @Override
    void lock(Connection connection, String name) throws SQLException {
        advisory(connection, "select pg_advisory_lock(hashtextextended(?, 0)) is not null", name);
        connection.commit();
    }

    @Override
    void unlock(Connection connection, String name) throws SQLException {
        advisory(connection, "select pg_advisory_unlock(hashtextextended(?, 0))", name);
    }

    private static boolean advisory(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static String column(ServerErrorMessage server) {
        Matcher column = COLUMN.matcher(server.getWhere() == null ? "" : server.getWhere());
        return column.find() ? column.group(1) + ": " : "";
    }
}
