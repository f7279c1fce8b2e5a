package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The files of machine states. */
final class Imports {

    private final Connection connection;

    Imports(Connection connection) {
        this.connection = connection;
    }

    /** Notes that a content is begun with, under the name it has now; answers its number. */
    long begin(String digest, String name) throws SQLException {
        String update = "update ditio_import set name = ?, started_at = ?, finished_at = null where digest = ?";
        String insert =
                """
                insert into ditio_import
                    (name, started_at, digest, row_count, sent, known, rejected, requests, seconds)
                values (?, ?, ?, 0, 0, 0, 0, 0, 0)""";
        if (Rows.update(connection, update, name, Instant.now(), digest) == 0) {
            Rows.update(connection, insert, name, Instant.now(), digest);
        }
        return Rows.list(connection, "select id from ditio_import where digest = ?", row -> row.getLong(1), digest)
                .get(0);
    }

    void finish(long id, ImportSummary summary) throws SQLException {
        Rows.update(
                connection,
                """
                update ditio_import set finished_at = ?, row_count = ?, sent = sent + ?, known = ?, rejected = ?,
                    requests = requests + ?, seconds = seconds + ?
                where id = ?""",
                Instant.now(),
                summary.rows(),
                summary.sent(),
                summary.known(),
                summary.rejected(),
                summary.requests(),
                summary.seconds(),
                id);
    }

    List<ImportSummary> last(int limit) throws SQLException {
        return Rows.list(
                connection, "select * from ditio_import order by started_at desc limit " + limit, Imports::summary);
    }

    private static ImportSummary summary(ResultSet row) throws SQLException {
        return new ImportSummary(
                row.getString("name"),
                Rows.instant(row, "started_at"),
                Rows.instant(row, "finished_at"),
                row.getLong("row_count"),
                row.getLong("sent"),
                row.getLong("known"),
                row.getLong("rejected"),
                row.getLong("requests"),
                row.getDouble("seconds"));
    }
}
