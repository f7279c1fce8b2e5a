package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import no.ditioroutes.Failure;

/**
 * The database: tables of streams, cursors and rejects. H2 or PostgreSQL, told by the URL.
 *
 * <p>It is opened, and its tables are made, at the first use; until that succeeds every use tries again.
 */
public final class Store implements AutoCloseable {

    private final Dialect dialect;
    private final Trouble trouble;
    private final Pool pool;

    /** The user and the password may be empty, where the URL says them or none is needed. */
    public Store(String url, String username, String password) {
        this.trouble = new Trouble(url);
        this.dialect = dialect(url);
        this.pool = new Pool(dialect, url, username, password, trouble);
    }

    private Dialect dialect(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return new PostgresDialect();
        }
        if (url.startsWith("jdbc:h2:")) {
            return new H2Dialect();
        }
        throw new Failure(
                Failure.Kind.SETTINGS,
                "JDBC_URL names no database that can be used: expected jdbc:postgresql:… or jdbc:h2:…, found '"
                        + trouble.url() + "'");
    }

    /** Connections for routes that have SQL of their own; they commit each statement. */
    public DataSource dataSource() {
        return pool;
    }

    /**
     * A stream's table as it is now.
     *
     * @throws Failure where there is none, or one without the columns every stream needs
     */
    public Table table(String name) {
        return call(
                "reading the columns of the table " + name, connection -> new Tables(connection, dialect).table(name));
    }

    public Optional<Cursor> cursor(String name) {
        return call("reading the cursor of " + name, connection -> new Cursors(connection).find(name));
    }

    public List<Cursor> cursors() {
        return call("reading the cursors", connection -> new Cursors(connection).all());
    }

    /** The first cursor of a stream; where another process was faster, that one's. */
    public Cursor create(Cursor cursor) {
        Cursor created = Cursors.stamped(cursor, cursor.version());
        return call("creating the cursor of " + cursor.name(), connection -> {
            try {
                new Cursors(connection).insert(created);
                return created;
            } catch (SQLException e) {
                return new Cursors(connection).find(cursor.name()).orElseThrow(() -> e);
            }
        });
    }

    /** Puts a cursor in the place of another. A run that works with that one then fails, and nothing of it is kept. */
    public void replace(Cursor cursor) {
        try (Unit unit = begin()) {
            unit.replace(cursor);
            unit.commit();
        }
    }

    /** Makes a stream start anew. */
    public void remove(String name) {
        call("removing the cursor of " + name, connection -> {
            new Cursors(connection).delete(name);
            return true;
        });
    }

    /** What was set aside last, of one stream, or of all where it is null. */
    public List<StoredReject> rejects(String streamOrNull, int limit) {
        return call("reading the rejects", connection -> new Rejects(connection).list(streamOrNull, limit));
    }

    public long rejectCount(String stream) {
        return call("counting the rejects", connection -> new Rejects(connection).count(stream));
    }

    /** Forgets a reject that found its way. */
    public void replayed(long id) {
        call("removing the reject " + id, connection -> {
            new Rejects(connection).remove(id);
            return true;
        });
    }

    /** Starts a transaction. */
    public Unit begin() {
        try {
            return new Unit(transaction(), dialect, trouble);
        } catch (SQLException e) {
            throw trouble.failure("connecting to it", e);
        }
    }

    private Connection transaction() throws SQLException {
        Connection connection = pool.getConnection();
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private <T> T call(String doing, Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw trouble.failure(doing, e);
        }
    }

    /** Work on the database. */
    @FunctionalInterface
    private interface Work<T> {

        T with(Connection connection) throws SQLException;
    }
}
