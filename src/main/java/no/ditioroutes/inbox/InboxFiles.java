package no.ditioroutes.inbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Jdbc;

/** Repository of the files that left the inbox. */
public final class InboxFiles implements FileRecords {

    private static final String INSERT =
            """
            insert into ditio_inbox_file
                (name, place, outcome, reason, size, digest, modified_at, inode, moved_at, watched)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, true)""";

    private final Database database;

    public InboxFiles(Database database) {
        this.database = database;
    }

    @Override
    public long add(FileRecord file) {
        return database.call("noting the file " + file.name(), connection -> {
            // Inode numbers are reused over time.
            Jdbc.update(
                    connection,
                    "update ditio_inbox_file set watched = false where place = ? and inode = ?",
                    file.place().toString(),
                    file.inode());
            return insert(connection, file);
        });
    }

    private static long insert(Connection connection, FileRecord file) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT, new String[] {"id"})) {
            Jdbc.bind(
                    insert,
                    file.name(),
                    file.place().toString(),
                    text(file.outcome()),
                    file.reason(),
                    file.size(),
                    file.digest(),
                    file.modifiedAt(),
                    file.inode(),
                    file.movedAt());
            insert.executeUpdate();
            try (ResultSet key = insert.getGeneratedKeys()) {
                key.next();
                return key.getLong(1);
            }
        }
    }

    @Override
    public void remove(long id) {
        update("forgetting a file", "delete from ditio_inbox_file where id = ?", id);
    }

    @Override
    public List<FileRecord> watched(Instant movedSince) {
        return list("select * from ditio_inbox_file where watched and moved_at > ? order by id", movedSince);
    }

    @Override
    public Optional<FileRecord> find(long id) {
        return list("select * from ditio_inbox_file where id = ?", id).stream().findFirst();
    }

    /** Returns the files that left last, the newest first. */
    public List<FileRecord> last(int limit) {
        return list("select * from ditio_inbox_file order by id desc limit " + limit);
    }

    private List<FileRecord> list(String sql, Object... values) {
        return database.call(
                "reading the files of the inbox", connection -> Jdbc.list(connection, sql, InboxFiles::record, values));
    }

    private static FileRecord record(ResultSet row) throws SQLException {
        return new FileRecord(
                row.getLong("id"),
                row.getString("name"),
                Path.of(row.getString("place")),
                FileRecord.Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getString("reason"),
                row.getLong("size"),
                row.getString("digest"),
                Jdbc.instant(row, "modified_at"),
                row.getObject("inode", Long.class),
                Jdbc.instant(row, "moved_at"));
    }

    @Override
    public void update(long id, FileRecord.Outcome outcome, String reason, boolean watched) {
        update(
                "noting what became of a file",
                "update ditio_inbox_file set outcome = ?, reason = ?, watched = ? where id = ?",
                text(outcome),
                reason,
                watched,
                id);
    }

    @Override
    public void touched(long id, Instant modifiedAt) {
        update("noting the time of a file", "update ditio_inbox_file set modified_at = ? where id = ?", modifiedAt, id);
    }

    @Override
    public void unwatch(long id) {
        update("letting a file go", "update ditio_inbox_file set watched = false where id = ?", id);
    }

    private void update(String doing, String sql, Object... values) {
        database.call(doing, connection -> Jdbc.update(connection, sql, values));
    }

    private static String text(FileRecord.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
