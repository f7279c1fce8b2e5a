package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import no.ditioroutes.Failure;
import no.ditioroutes.ditio.DitioRecord;

/**
 * One transaction: rows, rejects and the cursor go into the database together or not at all. Closing it without a commit
 * takes everything back. For one thread.
 */
public final class Unit implements AutoCloseable {

    private final Connection connection;
    private final Dialect dialect;
    private final Trouble trouble;

    Unit(Connection connection, Dialect dialect, Trouble trouble) {
        this.connection = connection;
        this.dialect = dialect;
        this.trouble = trouble;
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
                && Objects.equals(stored.since(), Rows.kept(cursor.since()));
    }

    /**
     * Stores live records and deletions; each id may stand in them once. Older never overwrites newer, what was deleted
     * does not come back by an older version, and what is stored already is not written again.
     *
     * <p>What the database refuses is answered, and set aside only by {@link #reject}.
     */
    public Merged merge(String stream, Table table, List<DitioRecord> upserts, List<DitioRecord> deletes) {
        return call(
                "storing " + (upserts.size() + deletes.size()) + " records in the table " + table.name(),
                () -> new Merge(connection, dialect, stream, table).run(upserts, deletes));
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

    /** Which of these records the table has in this very version. */
    public List<DitioRecord> standing(Table table, List<DitioRecord> records) {
        return call(
                "looking for " + records.size() + " records in the table " + table.name(),
                () -> new Standing(connection, table).of(records));
    }

    /** Keeps ids that a slice showed, under the name of its cursor. */
    public void remember(String cursor, Set<String> ids) {
        call("remembering " + ids.size() + " ids", () -> {
            new Seen(connection).add(cursor, ids);
            return true;
        });
    }

    /** Removes a cursor, and the ids that were remembered with it. */
    void remove(String cursor) {
        call("removing the cursor of " + cursor, () -> {
            new Cursors(connection).delete(cursor);
            new Seen(connection).forget(cursor);
            return true;
        });
    }

    /** Sets records aside. One that is there already is only counted; answers whether there was another. */
    public boolean reject(List<Reject> rejects) {
        return call(
                "setting " + rejects.size() + " records aside", () -> new Rejects(connection).add(dialect, rejects));
    }

    /** Puts a day of machine hours in the place of the one that is stored, unless it is the same. */
    UtilisationDay.Change replace(UtilisationDay day) {
        return call("storing the machine hours of " + day, () -> new Utilisations(connection, dialect).replace(day));
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

    /** Puts the cursor in the place of whichever there is, with a version that no run holds. */
    void replace(Cursor cursor) {
        call("replacing the cursor of " + cursor.name(), () -> {
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
        return "page " + cursor.page() + " since " + cursor.since() + " (move " + cursor.version() + ")";
    }

    private <T> T call(String doing, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw trouble.failure(doing, e);
        }
    }

    /** Work on the database. */
    @FunctionalInterface
    interface Work<T> {

        T run() throws SQLException;
    }
}
