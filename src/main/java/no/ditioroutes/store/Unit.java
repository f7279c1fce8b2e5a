package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import no.ditioroutes.Failure;
import no.ditioroutes.ditio.DitioRecord;

/**
 * One transaction: rows, rejects and the cursor go into the database together or not at all. Closing it without a commit
 * takes everything back. For one thread.
 */
public final class Unit implements AutoCloseable {

    private final Connection connection;
    private final Dialect dialect;
    private final SqlErrors errors;

    Unit(Connection connection, Dialect dialect, SqlErrors errors) {
        this.connection = connection;
        this.dialect = dialect;
        this.errors = errors;
    }

    /**
     * Takes the cursor for this transaction.
     *
     * @throws Failure where another process moved it
     */
    public void claim(Cursor cursor) {
        Cursor stored = call(
                "claiming the cursor of " + cursor.name(),
                () -> new Cursors(connection).lock(cursor.name()).orElse(null));
        if (stored == null || !stands(cursor, stored)) {
            throw moved(cursor, stored);
        }
    }

    /** A cursor that was reset may have reached the same version again, at another place. */
    private static boolean stands(Cursor cursor, Cursor stored) {
        return stored.version() == cursor.version()
                && stored.page() == cursor.page()
                && stored.mode() == cursor.mode()
                && Objects.equals(stored.token(), cursor.token())
                && Objects.equals(stored.since(), Jdbc.kept(cursor.since()));
    }

    /**
     * Stores live records and deletions; each id may stand in them once. Older never overwrites newer, what was deleted
     * does not come back by an older version, and what is stored already is not written again.
     *
     * <p>What the database refuses is answered, and set aside only by {@link #reject}.
     */
    public Merged merge(String stream, Table table, List<DitioRecord> upserts, List<DitioRecord> deletes) {
        return merge(stream, table, upserts, deletes, Optional.empty());
    }

    /**
     * The same for a page of a reconciling load: what is live on it also overrides newer versions and deletions that were
     * there before the load began.
     */
    public Merged merge(
            String stream,
            Table table,
            List<DitioRecord> upserts,
            List<DitioRecord> deletes,
            Optional<ReconcilePass> pass) {
        return call(
                "storing " + (upserts.size() + deletes.size()) + " records in the table " + table.name(),
                () -> new Merge(connection, dialect, stream, table, pass).run(upserts, deletes));
    }

    /** Makes columns Ditio's, since a record has their fields; answers the table with them. */
    public Table adopt(Table table, List<Column> columns) {
        return call("adding columns of " + table.name() + " to those that Ditio fills", () -> {
            new ColumnMemory(connection, table.name()).adopt(columns);
            return table.with(columns);
        });
    }

    /** Searches the next rows of a table for the fields of its unchecked columns, and fills those from the payload. */
    ColumnFill.Filled fillNextRows(Table table) {
        return call(
                "filling new columns of " + table.name() + " from payload",
                () -> new ColumnFill(connection, dialect, table).nextRows());
    }

    /** Fills one column from records that were read from payload; answers how many rows that changed. */
    int fill(Table narrow, Column column, List<DitioRecord> records) {
        return call("filling the new column " + column.name(), () -> new ColumnFill(connection, dialect, narrow)
                .fill(narrow, column, records));
    }

    /** Which of these ids the table has. */
    public Set<String> stored(Table table, List<DitioRecord> records) {
        return call("looking for " + records.size() + " ids in the table " + table.name(), () -> {
            Set<String> stored = new HashSet<>();
            String sql = "select %1$s from %2$s where %1$s = any(?)".formatted(Sql.id(table), Sql.quote(table.name()));
            stored.addAll(Jdbc.list(
                    connection,
                    sql,
                    row -> row.getString(1),
                    Jdbc.array(connection, records.stream().map(DitioRecord::id))));
            return stored;
        });
    }

    /**
     * Writes a record of a stream to its table as a run does, and deletes it again; not to be committed.
     *
     * @throws Failure if a run could not write there
     */
    public void testWriting(String stream, Table table) {
        call("writing a record to the table " + table.name() + " (rolled back)", () -> {
            new WriteTest(connection, dialect).run(stream, table);
            return true;
        });
    }

    /** Returns those of these records that the table has just as they are, and locks their rows. */
    public List<DitioRecord> standing(Table table, List<DitioRecord> records) {
        return call(
                "comparing " + records.size() + " records with the table " + table.name(),
                () -> new Standing(connection, dialect, table).of(records));
    }

    /** Returns those of these records that are deleted from the table, and locks what says so. */
    public List<DitioRecord> deleted(String stream, Table table, List<DitioRecord> records) {
        return call(
                "comparing " + records.size() + " deletions with the table " + table.name(),
                () -> new Standing(connection, dialect, table).deleted(stream, records));
    }

    /**
     * Makes this transaction the only one that publishes the stream to these topics, until it ends. It comes after all rows
     * are locked, so that two transactions cannot wait for each other.
     *
     * @param topics in an order that all processes share
     */
    public void lockTopics(String stream, SortedSet<String> topics) {
        boolean locked = call("locking " + String.join(", ", topics), () -> Targets.lock(connection, stream, topics));
        if (!locked) {
            throw new IllegalStateException(stream + " publishes to a topic without a row in ditio_target: " + topics);
        }
    }

    /** Notes that these topics do not get what this transaction stores. */
    public void forgetTopics(String stream, Set<String> topics) {
        for (String topic : topics) {
            call("noting the topic " + topic, () -> Targets.forget(connection, stream, Target.topic(topic)));
        }
    }

    /** Takes the ids that a page showed from those that a reconciling load expects. */
    public void strike(String load, Set<String> ids) {
        call("striking " + ids.size() + " ids", () -> {
            new ExpectedRows(connection).strike(load, ids);
            return true;
        });
    }

    /** Notes what the table has now; see {@link ReconcilePasses#begin}. */
    ReconcilePass note(String name, String stream, Table table, ReconcileWindow window, Instant liveSinceOrNull) {
        return call("noting the rows of " + table.name(), () -> new ExpectedRows(connection)
                .note(name, stream, table, window, liveSinceOrNull));
    }

    void endReconcile(String name) {
        call("ending the reconciling load " + name, () -> {
            new ExpectedRows(connection).forget(name);
            return true;
        });
    }

    /** Removes a cursor, and what a reconciling load noted under its name. */
    void remove(String cursor) {
        call("removing the cursor of " + cursor, () -> {
            new Cursors(connection).delete(cursor);
            new ExpectedRows(connection).forget(cursor);
            return true;
        });
    }

    /** Sets records aside. One that is there already is only counted; answers whether there was another. */
    public boolean reject(List<Reject> rejects) {
        return call(
                "setting " + rejects.size() + " records aside", () -> new Rejects(connection).add(dialect, rejects));
    }

    /**
     * Moves the cursor, which must still have the version of {@code next}; answers it with the version after that.
     *
     * @throws Failure where another process moved it
     */
    public Cursor advance(Cursor next) {
        Cursor moved = Cursors.stamped(next, next.version() + 1);
        Cursors cursors = new Cursors(connection);
        if (!call("moving the cursor of " + next.name(), () -> cursors.update(moved, next.version()))) {
            throw moved(next, call("reading the cursor of " + next.name(), () -> cursors.find(next.name())
                    .orElse(null)));
        }
        return moved;
    }

    /** Puts the cursor in the place of whichever there is, with a version that no run holds; ends a reconciling load. */
    void replace(Cursor cursor) {
        call("replacing the cursor of " + cursor.name(), () -> {
            new ExpectedRows(connection).forget(cursor.name());
            Cursors cursors = new Cursors(connection);
            Optional<Cursor> stored = cursors.lock(cursor.name());
            if (stored.isEmpty()) {
                cursors.insert(Cursors.stamped(cursor, cursor.version()));
                return true;
            }
            long version = stored.get().version();
            return cursors.update(Cursors.stamped(cursor, version + 1), version);
        });
    }

    public void commit() {
        call("committing", () -> {
            connection.commit();
            return true;
        });
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and with it what was not committed.
            return;
        }
    }

    private static Failure moved(Cursor cursor, Cursor stored) {
        String what = stored == null
                ? "removed the cursor of " + cursor.name() + " at page " + cursor.page()
                : "moved the cursor of " + cursor.name() + ": expected it at " + place(cursor) + ", found it at "
                        + place(stored);
        return new Failure(Failure.Kind.SINK, "another process " + what + ". This run stops; nothing is lost");
    }

    private static String place(Cursor cursor) {
        String since = cursor.since() == null ? " of a full load" : " since " + cursor.since();
        return "page " + cursor.page() + since + " (version " + cursor.version() + ")";
    }

    String identity(Table table) {
        return call("reading which table " + table.name() + " is", () -> Jdbc.list(
                        connection, dialect.identity(table), row -> row.getString(1))
                .get(0));
    }

    /** Does work of another class of this package in this transaction. */
    <T> T work(String doing, Database.Work<T> work) {
        return call(doing, () -> work.with(connection));
    }

    private <T> T call(String doing, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw errors.failure(doing, e);
        }
    }

    /** Work on the database. */
    @FunctionalInterface
    interface Work<T> {

        T run() throws SQLException;
    }
}
