package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The tables of the contents of files of machine states, and of what each run did with one. */
final class Imports {

    private final Connection connection;

    Imports(Connection connection) {
        this.connection = connection;
    }

    /** Notes that a run of a content begins, under the name it has now; returns the number of the content. */
    long begin(String digest, String name) throws SQLException {
        long file = file(digest, name);
        String update = "update ditio_import set name = ?, started_at = ? where file_id = ? and finished_at is null";
        String insert =
                """
                insert into ditio_import
                    (file_id, digest, name, started_at, row_count, sent, known, rejected, requests, seconds)
                values (?, ?, ?, ?, 0, 0, 0, 0, 0, 0)""";
        // A run that did not come to its end is repeated, as often as a minute: it keeps its row.
        if (Jdbc.update(connection, update, name, Instant.now(), file) == 0) {
            Jdbc.update(connection, insert, file, digest, name, Instant.now());
        }
        return file;
    }

    private long file(String digest, String name) throws SQLException {
        if (Jdbc.update(connection, "update ditio_import_file set name = ? where digest = ?", name, digest) == 0) {
            Jdbc.update(connection, "insert into ditio_import_file (digest, name) values (?, ?)", digest, name);
        }
        String sql = "select id from ditio_import_file where digest = ?";
        return Jdbc.list(connection, sql, row -> row.getLong("id"), digest).get(0);
    }

    void finish(long file, ImportSummary summary) throws SQLException {
        Jdbc.update(
                connection,
                """
                update ditio_import set finished_at = ?, row_count = ?, sent = ?, known = ?, rejected = ?,
                    requests = ?, seconds = ?
                where file_id = ? and finished_at is null""",
                Instant.now(),
                summary.rows(),
                summary.sent(),
                summary.known(),
                summary.rejected(),
                summary.requests(),
                summary.seconds(),
                file);
    }

    List<ImportSummary> last(int limit) throws SQLException {
        return Jdbc.list(
                connection, "select * from ditio_import order by started_at desc limit " + limit, Imports::summary);
    }

    private static ImportSummary summary(ResultSet row) throws SQLException {
        return new ImportSummary(
                row.getString("name"),
                Jdbc.instant(row, "started_at"),
                Jdbc.instant(row, "finished_at"),
                row.getLong("row_count"),
                row.getLong("sent"),
                row.getLong("known"),
                row.getLong("rejected"),
                row.getLong("requests"),
                row.getDouble("seconds"));
    }
}
