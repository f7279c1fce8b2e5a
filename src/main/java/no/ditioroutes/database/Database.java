package no.ditioroutes.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import no.ditioroutes.SecretMasker;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.UserFacingException;

/**
 * The database, H2 or PostgreSQL, recognised by the URL. It has no tables of a feature: those belong to the
 * repositories beside the features, which are created from it.
 *
 * <p>It is opened, and all tables are created, at the first use; until that succeeds, every use retries.
 */
public final class Database implements AutoCloseable {

    private final String url;
    private final Dialect dialect;
    private final SqlErrors errors;
    private final Pool pool;

    /**
     * Prepares a database; opens no connection and no file.
     *
     * @param username may be empty, and the password unset, if the URL has them or none is needed
     * @throws UserFacingException if the URL is not one of H2 or PostgreSQL, or has options that contradict each other
     */
    public Database(String url, String username, SecretSetting password) {
        SecretMasker.learnJdbcUrl(url);
        this.url = url;
        this.errors = new SqlErrors(url);
        this.dialect = dialect(url);
        this.pool = new Pool(dialect, url, username, password, errors);
    }

    private Dialect dialect(String address) {
        if (address.startsWith("jdbc:postgresql:")) {
            return new PostgresDialect();
        }
        if (address.startsWith("jdbc:h2:")) {
            return new H2Dialect();
        }
        throw new UserFacingException(
                UserFacingException.Kind.SETTINGS,
                "JDBC_URL names no database that can be used: expected jdbc:postgresql:… or jdbc:h2:…, found '"
                        + errors.url() + "'");
    }

    /**
     * Checks the files that the URL names; opens no connection.
     *
     * @throws UserFacingException if one cannot be read
     */
    public void checkSettings() {
        dialect.checkFiles(url);
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Returns connections for routes that have SQL of their own, in auto-commit mode. */
    public DataSource dataSource() {
        return pool;
    }

    /** Describes the database and the version of its tables; opens it. */
    public String description() {
        return call("reading its version", connection -> {
            DatabaseMetaData product = connection.getMetaData();
            return product.getDatabaseProductName() + " " + product.getDatabaseProductVersion() + " at " + errors.url()
                    + ", tables of version " + migration(connection);
        });
    }

    private static String migration(Connection connection) throws SQLException {
        String sql = "select \"version\" from \"ditio_schema_history\" where \"success\" and \"version\" is not null"
                + " order by \"installed_rank\" desc";
        List<String> versions = Jdbc.list(connection, sql, row -> row.getString(1));
        return versions.isEmpty() ? "none" : versions.get(0);
    }

    /**
     * Does work with a connection in auto-commit mode.
     *
     * @param doing the action, for the message of a failure: "reading the cursor of absences"
     * @throws UserFacingException if the database reports an error
     */
    public <T> T call(String doing, Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw errors.failure(doing, e);
        }
    }

    /**
     * Does work in a transaction of its own, and commits it. If the work or the commit fails, everything is rolled
     * back.
     */
    public <T> T inTransaction(String doing, Work<T> work) {
        return inTransaction(transaction -> transaction.call(doing, work));
    }

    /** Does work of several repositories in one transaction, and commits it. */
    public <T> T inTransaction(Function<Transaction, T> work) {
        try (Transaction transaction = begin()) {
            T result = work.apply(transaction);
            transaction.commit();
            return result;
        }
    }

    /** Begins a transaction that its owner commits and closes. */
    public Transaction begin() {
        try {
            return new Transaction(transaction(), errors);
        } catch (SQLException e) {
            throw errors.failure("connecting to it", e);
        }
    }

    private Connection transaction() throws SQLException {
        Connection connection = pool.writable();
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Acquires a lock that no other process has, until it is closed; returns nothing if another process has it.
     *
     * @param name the name of the lock
     */
    public Optional<Lock> tryLock(String name) {
        return lock("locking " + name, name, dialect::tryLock);
    }

    /**
     * Acquires a lock, and waits for it.
     *
     * @throws UserFacingException if another process has it for too long
     */
    public Lock lock(String name) {
        return lock("waiting for the lock " + name + ", which another process holds", name, (connection, lock) -> {
                    dialect.lock(connection, lock);
                    return true;
                })
                .orElseThrow();
    }

    /** Acquires a lock, which owns the connection as long as it is held. */
    private Optional<Lock> lock(String doing, String name, Locking locking) {
        try {
            Connection connection = transaction();
            boolean locked = false;
            try {
                locked = locking.lock(connection, name);
                return locked ? Optional.of(new Lock(connection, dialect, name)) : Optional.empty();
            } finally {
                if (!locked) {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            throw errors.failure(doing, e);
        }
    }

    @FunctionalInterface
    private interface Locking {

        boolean lock(Connection connection, String name) throws SQLException;
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Work with a connection. */
    @FunctionalInterface
    public interface Work<T> {

        T with(Connection connection) throws SQLException;
    }
}
