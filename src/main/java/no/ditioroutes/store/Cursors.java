package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table of cursors. */
final class Cursors {

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

    private final Connection connection;

    Cursors(Connection connection) {
        this.connection = connection;
    }

    Optional<Cursor> find(String name) throws SQLException {
        return select("where name = ?", name).stream().findFirst();
    }

    /** The cursor, which nobody else moves until the transaction ends. */
    Optional<Cursor> lock(String name) throws SQLException {
        return select("where name = ? for update", name).stream().findFirst();
    }

    List<Cursor> all() throws SQLException {
        return select("order by name");
    }

    void insert(Cursor cursor) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            bind(insert, cursor);
            insert.executeUpdate();
        }
    }

    /** Whether it still had the version given. */
    boolean update(Cursor cursor, long version) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            bind(update, cursor);
            update.setLong(15, version);
            return update.executeUpdate() == 1;
        }
    }

    void delete(String name) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from ditio_cursor where name = ?")) {
            delete.setString(1, name);
            delete.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Cursor cursor) throws SQLException {
        Jdbc.bind(
                statement,
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
                cursor.name());
    }

    private List<Cursor> select(String which, Object... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select * from ditio_cursor " + which)) {
            Jdbc.bind(select, values);
            List<Cursor> cursors = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    cursors.add(cursor(row));
                }
            }
            return cursors;
        }
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

    /** The cursor as a database keeps it, with another version and written now. */
    static Cursor stamped(Cursor cursor, long version) {
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
