package no.ditioroutes.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import no.ditioroutes.Failure;
import no.ditioroutes.Secret;

/** The tables of all features, until each feature has its own repositories; see {@link Database}. */
public final class Store implements AutoCloseable {

    private final Database database;
    private final Dialect dialect;

    public Store(Database database) {
        this.database = database;
        this.dialect = database.dialect();
    }

    public Store(String url, String username, Secret password) {
        this(new Database(url, username, password));
    }

    public Database database() {
        return database;
    }

    public DataSource dataSource() {
        return database.dataSource();
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
                if (!SqlErrors.isDuplicate(e)) {
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
        return call("counting the rows of " + table.name(), connection -> Jdbc.list(
                        connection, "select count(*) from " + Sql.quote(table.name()), row -> row.getLong(1))
                .get(0));
    }

    public String description() {
        return database.description();
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

    public Optional<Lock> tryLock(String name) {
        return database.tryLock(name);
    }

    public Lock lock(String name) {
        return database.lock(name);
    }

    /** Starts a transaction. */
    public Unit begin() {
        Transaction transaction = database.begin();
        return new Unit(transaction.connection(), dialect, transaction.errors());
    }

    @Override
    public void close() {
        database.close();
    }

    <T> T call(String doing, Database.Work<T> work) {
        return database.call(doing, work);
    }
}
