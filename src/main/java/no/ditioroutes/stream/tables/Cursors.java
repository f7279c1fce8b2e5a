package no.ditioroutes.stream.tables;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.database.SqlErrors;
import no.ditioroutes.database.Transaction;

/** Repository of cursors: the positions of streams, of slices of a backfill, and of targets being filled. */
public final class Cursors {

    private static final String INSERT =
            """
            insert into ditio_cursor (environment, mode, since, until, token, page, next_since, version,
                upserted, restored, deleted, rejected, updated_at, name)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String UPDATE =
            """
            update ditio_cursor set environment = ?, mode = ?, since = ?, until = ?, token = ?, page = ?,
                next_since = ?, version = ?, upserted = ?, restored = ?, deleted = ?, rejected = ?, updated_at = ?
            where name = ? and version = ?""";

    private final Database database;

    public Cursors(Database database) {
        this.database = database;
    }

    public Optional<Cursor> find(String name) {
        return database.call(reading(name), connection -> find(connection, name));
    }

    public List<Cursor> all() {
        return database.call("reading the cursors", connection -> select(connection, "order by name"));
    }

    /** Creates the first cursor of a stream, and returns it; returns the existing one if another process was faster. */
    public Cursor create(Cursor cursor) {
        Cursor created = stamped(cursor, cursor.version());
        return database.call("creating the cursor of " + cursor.name(), connection -> {
            try {
                insert(connection, created);
                return created;
            } catch (SQLException e) {
                if (!SqlErrors.isDuplicate(e)) {
                    throw e;
                }
                return find(connection, cursor.name()).orElseThrow(() -> e);
            }
        });
    }

    /** Replaces any existing cursor. A run that works with that one then fails, and nothing of it is kept. */
    public void replace(Cursor cursor) {
        database.inTransaction(transaction -> replace(transaction, cursor));
    }

    /** Replaces a cursor in a transaction; ends a reconciling load. The cursor gets a version that no run holds. */
    boolean replace(Transaction transaction, Cursor cursor) {
        return transaction.call("replacing the cursor of " + cursor.name(), connection -> {
            new ExpectedRows(connection).forget(cursor.name());
            Optional<Cursor> stored = lock(connection, cursor.name());
            if (stored.isEmpty()) {
                insert(connection, stamped(cursor, cursor.version()));
                return true;
            }
            long version = stored.get().version();
            return update(connection, stamped(cursor, version + 1), version);
        });
    }

    /** Removes a cursor, so that the stream restarts; the rows noted by a reconciling load are removed with it. */
    public void remove(String name) {
        database.inTransaction(transaction -> remove(transaction, name));
    }

    int remove(Transaction transaction, String name) {
        return transaction.call("removing the cursor of " + name, connection -> {
            int removed = Jdbc.update(connection, "delete from ditio_cursor where name = ?", name);
            new ExpectedRows(connection).forget(name);
            return removed;
        });
    }

    /**
     * Locks the cursor until the transaction ends, so that nobody else moves it.
     *
     * @throws UserFacingException if another process has moved it
     */
    public void claim(Transaction transaction, Cursor cursor) {
        Cursor stored = transaction.call(
                "claiming the cursor of " + cursor.name(),
                connection -> lock(connection, cursor.name()).orElse(null));
        if (stored == null || !isSame(cursor, stored)) {
            throw moved(cursor, stored);
        }
    }

    /** Compares more than versions: a cursor that was reset may have the same version at another position. */
    private static boolean isSame(Cursor cursor, Cursor stored) {
        return stored.version() == cursor.version()
                && stored.page() == cursor.page()
                && stored.mode() == cursor.mode()
                && Objects.equals(stored.token(), cursor.token())
                && Objects.equals(stored.since(), Jdbc.kept(cursor.since()));
    }

    /**
     * Moves the cursor, whose version must still be that of {@code next}; returns it with the next version.
     *
     * @throws UserFacingException if another process moved it
     */
    public Cursor advance(Transaction transaction, Cursor next) {
        Cursor moved = stamped(next, next.version() + 1);
        boolean done = transaction.call(
                "moving the cursor of " + next.name(), connection -> update(connection, moved, next.version()));
        if (!done) {
            throw moved(next, transaction.call(reading(next.name()), connection -> find(connection, next.name())
                    .orElse(null)));
        }
        return moved;
    }

    private static String reading(String name) {
        return "reading the cursor of " + name;
    }

    private static UserFacingException moved(Cursor cursor, Cursor stored) {
        String what = stored == null
                ? "removed the cursor of " + cursor.name() + " at page " + cursor.page()
                : "moved the cursor of " + cursor.name() + ": expected it at " + position(cursor) + ", found it at "
                        + position(stored);
        return new UserFacingException(
                UserFacingException.Kind.SINK, "another process " + what + ". This run stops; nothing is lost");
    }

    private static String position(Cursor cursor) {
        String since = cursor.since() == null ? " of a full load" : " since " + cursor.since();
        return "page " + cursor.page() + since + " (version " + cursor.version() + ")";
    }

    private static Optional<Cursor> find(Connection connection, String name) throws SQLException {
        return select(connection, "where name = ?", name).stream().findFirst();
    }

    private static Optional<Cursor> lock(Connection connection, String name) throws SQLException {
        return select(connection, "where name = ? for update", name).stream().findFirst();
    }

    private static List<Cursor> select(Connection connection, String which, Object... values) throws SQLException {
        return Jdbc.list(connection, "select * from ditio_cursor " + which, Cursors::cursor, values);
    }

    private static void insert(Connection connection, Cursor cursor) throws SQLException {
        Jdbc.update(connection, INSERT, values(cursor).toArray());
    }

    /** Updates the cursor, and returns whether it still had the version given. */
    private static boolean update(Connection connection, Cursor cursor, long version) throws SQLException {
        List<Object> values = values(cursor);
        values.add(version);
        return Jdbc.update(connection, UPDATE, values.toArray()) == 1;
    }

    private static List<Object> values(Cursor cursor) {
        // Some may be null.
        return new ArrayList<>(Arrays.asList(
                cursor.environment(),
                cursor.mode().name(),
                cursor.since(),
                cursor.until(),
                cursor.token(),
                cursor.page(),
                cursor.nextSince(),
                cursor.version(),
                cursor.upserted(),
                cursor.restored(),
                cursor.deleted(),
                cursor.rejected(),
                cursor.updatedAt(),
                cursor.name()));
    }

    private static Cursor cursor(ResultSet row) throws SQLException {
        return new Cursor(
                row.getString("name"),
                row.getString("environment"),
                Mode.valueOf(row.getString("mode")),
                Jdbc.instant(row, "since"),
                Jdbc.instant(row, "until"),
                row.getString("token"),
                row.getInt("page"),
                Jdbc.instant(row, "next_since"),
                row.getLong("version"),
                row.getLong("upserted"),
                row.getLong("restored"),
                row.getLong("deleted"),
                row.getLong("rejected"),
                Jdbc.instant(row, "updated_at"));
    }

    /** Returns the cursor as a database stores it, with another version and the current time. */
    private static Cursor stamped(Cursor cursor, long version) {
        return new Cursor(
                cursor.name(),
                cursor.environment(),
                cursor.mode(),
                Jdbc.kept(cursor.since()),
                Jdbc.kept(cursor.until()),
                cursor.token(),
                cursor.page(),
                Jdbc.kept(cursor.nextSince()),
                version,
                cursor.upserted(),
                cursor.restored(),
                cursor.deleted(),
                cursor.rejected(),
                Jdbc.kept(Instant.now()));
    }
}
