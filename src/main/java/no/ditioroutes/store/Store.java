package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import no.ditioroutes.Failure;
import no.ditioroutes.Secret;
import no.ditioroutes.Secrets;

/**
 * The database: tables of streams, cursors and rejects. H2 or PostgreSQL, told by the URL.
 *
 * <p>It is opened, and its tables are made, at the first use; until that succeeds every use tries again.
 */
public final class Store implements AutoCloseable {

    private final Dialect dialect;
    private final Trouble trouble;
    private final Pool pool;

    /** The user may be empty and the password unset, where the URL says them or none is needed. */
    public Store(String url, String username, Secret password) {
        Secrets.learnJdbcUrl(url);
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
                if (!Trouble.isDuplicate(e)) {
                    throw e;
                }
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

    /** Makes a stream start anew; what a reconciling load noted is forgotten with its cursor. */
    public void remove(String name) {
        try (Unit unit = begin()) {
            unit.remove(name);
            unit.commit();
        }
    }

    /** How many rows a table has. */
    long count(Table table) {
        return call("counting the rows of " + table.name(), connection -> Rows.list(
                        connection, "select count(*) from " + Sql.quote(table.name()), row -> row.getLong(1))
                .get(0));
    }

    /** The database and the version of its tables, in words; opens it. */
    public String description() {
        return call("reading its version", connection -> {
            DatabaseMetaData about = connection.getMetaData();
            return about.getDatabaseProductName() + " " + about.getDatabaseProductVersion() + " at " + trouble.url()
                    + ", tables of version " + migration(connection);
        });
    }

    private static String migration(Connection connection) throws SQLException {
        String sql = "select \"version\" from \"ditio_schema_history\" where \"success\" and \"version\" is not null"
                + " order by \"installed_rank\" desc";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            List<String> versions = new ArrayList<>();
            Rows.ids(select, versions);
            return versions.isEmpty() ? "none" : versions.get(0);
        }
    }

    /** What was set aside last, of one stream, or of all where it is null. */
    public List<StoredReject> rejects(String streamOrNull, int limit) {
        return call("reading the rejects", connection -> new Rejects(connection).list(streamOrNull, limit));
    }

    /** The oldest rejects of a number greater than {@code id}, of one stream, or of all where it is null. */
    public List<StoredReject> rejectsAfter(String streamOrNull, long id, int limit) {
        return call("reading the rejects", connection -> new Rejects(connection).after(streamOrNull, id, limit));
    }

    /** Those of these numbers that there are. */
    public List<StoredReject> rejects(List<Long> ids) {
        return call("reading the rejects", connection -> new Rejects(connection).of(ids));
    }

    public long rejectCount(String stream) {
        return call("counting the rejects", connection -> new Rejects(connection).count(stream));
    }

    /** How many are set aside of each stream that has any. */
    public Map<String, Long> rejectCounts() {
        return call("counting the rejects", connection -> new Rejects(connection).counts());
    }

    /** Forgets a reject that found its way, unless the same record was set aside again meanwhile. */
    public void replayed(StoredReject reject) {
        call("removing the reject " + reject.id(), connection -> {
            new Rejects(connection).remove(reject.id(), reject.seen());
            return true;
        });
    }

    /** Keeps what became of entries of a catalogue. */
    public void add(List<CatalogueEntry> entries) {
        call("keeping what became of " + entries.size() + " entries of a catalogue", connection -> {
            new CatalogueEntries(connection).add(entries);
            return true;
        });
    }

    /** Ditio's ids that are known of a kind of catalogue entries in an environment. */
    public Set<String> catalogueIds(String environment, String kind) {
        return call(
                "reading the ids of " + kind, connection -> new CatalogueEntries(connection).ids(environment, kind));
    }

    /** What was sent of a kind of catalogue entries with any of these fields, oldest first. */
    public List<CatalogueEntry> catalogueSent(String environment, String kind, Set<String> fields) {
        return call("reading what was sent of " + kind, connection -> new CatalogueEntries(connection)
                .sent(environment, kind, fields));
    }

    /**
     * A lock that no other process has, as long as it is not closed; empty where another has it.
     *
     * @param name what is locked
     */
    public Optional<Lock> tryLock(String name) {
        return withTransaction("locking " + name, connection -> {
            boolean locked = dialect.tryLock(connection, name);
            return locked ? Optional.of(new Lock(connection, dialect, name)) : Optional.empty();
        });
    }

    /**
     * The same, waited for.
     *
     * @throws Failure where another has it for too long
     */
    public Lock lock(String name) {
        return withTransaction("waiting for the lock " + name + ", which another process holds", connection -> {
                    dialect.lock(connection, name);
                    return Optional.of(new Lock(connection, dialect, name));
                })
                .orElseThrow();
    }

    /**
     * The ledger, for one file of machine states.
     *
     * @param digest of the content, by which the file is known under any name
     * @param dryRun whether all that is done to the ledger is taken back in the end
     */
    public Ledger ledger(String digest, String name, boolean dryRun) {
        return withTransaction(
                        "opening the ledger",
                        connection -> Optional.of(new Ledger(connection, dialect, trouble, digest, name, dryRun)))
                .orElseThrow();
    }

    /** The files of machine states that were handled last. */
    public List<ImportSummary> imports(int limit) {
        return call("reading the imports", connection -> new Imports(connection).last(limit));
    }

    /**
     * Puts a day of machine hours in the place of the one that is stored, and writes nothing where it is the same. A day
     * that another process writes at this moment is left to it.
     */
    public UtilisationDay.Change replace(UtilisationDay day) {
        try (Unit unit = begin()) {
            UtilisationDay.Change change = unit.replace(day);
            if (change != UtilisationDay.Change.NONE) {
                unit.commit();
            }
            return change;
        }
    }

    /** Does work with a connection that it keeps if it answers anything. */
    private <T> Optional<T> withTransaction(String doing, Work<Optional<T>> work) {
        try {
            Connection connection = transaction();
            Optional<T> kept = Optional.empty();
            try {
                kept = work.with(connection);
                return kept;
            } finally {
                if (kept.isEmpty()) {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            throw trouble.failure(doing, e);
        }
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
        Connection connection = pool.writable();
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

    <T> T call(String doing, Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw trouble.failure(doing, e);
        }
    }

    /** Work on the database. */
    @FunctionalInterface
    interface Work<T> {

        T with(Connection connection) throws SQLException;
    }
}
