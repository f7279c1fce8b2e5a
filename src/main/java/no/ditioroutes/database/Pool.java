package no.ditioroutes.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import com.zaxxer.hikari.util.Credentials;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.UserFacingException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Lazily opened connection pool, so that the program starts while the database is down. If the first use fails, the
 * next one retries.
 */
final class Pool implements DataSource, AutoCloseable {

    private static final Path OWN_TABLES = Path.of("config", "tables");

    private final Dialect dialect;
    private final String url;
    private final HikariConfig config = new HikariConfig();
    private final String username;
    private final SecretSetting password;
    private final SqlErrors errors;
    private volatile HikariDataSource pool;
    private boolean closed;

    Pool(Dialect dialect, String url, String username, SecretSetting password, SqlErrors errors) {
        if (username.isEmpty() && password.isSet()) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "JDBC_PASSWORD is set, but not JDBC_USERNAME, whose password it is: it would not be used");
        }
        this.dialect = dialect;
        this.url = url;
        this.username = username;
        this.password = password;
        this.errors = errors;
        config.setPoolName("ditio");
        config.setDataSource(dialect.driver(url));
        config.setConnectionTimeout(5_000);
        // Two for each concurrent run, import and backfill, and one left for health checks.
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(1);
        config.setExceptionOverride(new StaleSessions(this::renew));
        dialect.tune(config);
    }

    @Override
    public Connection getConnection() throws SQLException {
        HikariDataSource opened = opened();
        opened.setCredentials(credentials());
        return opened.getConnection();
    }

    /**
     * Returns a connection that can write. If its server became read-only, all connections are closed and a new one is
     * opened: the same address may lead to another server by now.
     */
    Connection writable() throws SQLException {
        Connection connection = getConnection();
        try {
            if (!dialect.isReadOnly(connection)) {
                return connection;
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        renew();
        connection.close();
        return getConnection();
    }

    /** Closes idle connections at once, and those in use when they are returned. */
    private void renew() {
        HikariDataSource opened = pool;
        if (opened != null) {
            opened.getHikariPoolMXBean().softEvictConnections();
        }
    }

    /** Returns the credentials; empty ones are left to the URL. */
    private Credentials credentials() {
        String secret = password.value();
        return Credentials.of(username.isEmpty() ? null : username, secret.isEmpty() ? null : secret);
    }

    private synchronized HikariDataSource opened() throws SQLException {
        if (closed) {
            throw new SQLException("it was closed, for the program ends");
        }
        if (pool == null) {
            dialect.checkFiles(url);
            HikariDataSource opened = open();
            try {
                dialect.checkSessions(opened);
                migrate(opened);
                pool = opened;
            } finally {
                if (pool == null) {
                    opened.close();
                }
            }
        }
        return pool;
    }

    private HikariDataSource open() throws SQLException {
        config.setCredentials(credentials());
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e.getMessage(), e);
        }
    }

    private void migrate(DataSource opened) {
        try {
            Flyway.configure(Pool.class.getClassLoader())
                    .dataSource(opened)
                    .table("ditio_schema_history")
                    .locations(locations())
                    .placeholders(Map.of("json", dialect.jsonType(), "exact", dialect.exactTextType()))
                    // The schema may already contain tables of others.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    // Users may remove a table of their own, or return to an older program.
                    .ignoreMigrationPatterns("repeatable:missing", "*:future")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw failure(e);
        }
    }

    private static String[] locations() {
        Stream<String> own = Files.isDirectory(OWN_TABLES) ? Stream.of("filesystem:" + OWN_TABLES) : Stream.empty();
        return Stream.concat(Stream.of("classpath:db/migration"), own).toArray(String[]::new);
    }

    private UserFacingException failure(FlywayException e) {
        return new UserFacingException(
                UserFacingException.Kind.SINK,
                "The tables in the database " + errors.url() + " could not be made: "
                        + e.getMessage().strip().replaceAll("\\s+", " ")
                        + ". See that the user of JDBC_USERNAME may create tables, and what stands in " + OWN_TABLES
                        + ".",
                e);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (pool != null) {
            pool.close();
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the user is told by JDBC_USERNAME");
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : opened().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
