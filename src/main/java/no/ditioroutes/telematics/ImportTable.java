package no.ditioroutes.telematics;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.database.SqlErrors;

/**
 * The tables of the contents of files of machine states and of what each run did with one, and of projects that had machine
 * states before this program first sent any to them.
 */
public final class ImportTable {

    /** Returns what became of the files that were handled last. */
    public static List<ImportSummary> last(Database database, int limit) {
        return database.call(
                "reading the imports",
                connection -> Jdbc.list(
                        connection,
                        "select * from ditio_import order by started_at desc limit " + limit,
                        ImportTable::summary));
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

    /** Notes that a run of a content begins, under the name it has now; returns the number of the content. */
    long begin(Connection connection, String digest, String name) throws SQLException {
        long file = file(connection, digest, name);
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

    private static long file(Connection connection, String digest, String name) throws SQLException {
        if (Jdbc.update(connection, "update ditio_import_file set name = ? where digest = ?", name, digest) == 0) {
            Jdbc.update(connection, "insert into ditio_import_file (digest, name) values (?, ?)", digest, name);
        }
        String sql = "select id from ditio_import_file where digest = ?";
        return Jdbc.list(connection, sql, row -> row.getLong("id"), digest).get(0);
    }

    void finish(Connection connection, long file, ImportSummary summary) throws SQLException {
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

    /** Returns the end of what a project had; nothing if it had nothing, or was never asked for. */
    Optional<Instant> hadUntil(Connection connection, ProjectName project) throws SQLException {
        String sql = "select had_until from ditio_existing_data where company_id = ? and project_id = ?";
        return Jdbc.list(
                        connection,
                        sql,
                        row -> Jdbc.instant(row, "had_until"),
                        project.companyId(),
                        project.projectId())
                .stream()
                .findFirst();
    }

    /** Notes what a project has; returns what another process noted if that was faster. */
    Instant noteFirst(Connection connection, ProjectName project, Instant hadUntil) throws SQLException {
        String sql =
                "insert into ditio_existing_data (company_id, project_id, had_until, noted_at) values (?, ?, ?, ?)";
        Savepoint before = connection.setSavepoint();
        try {
            Jdbc.update(connection, sql, project.companyId(), project.projectId(), Jdbc.kept(hadUntil), Instant.now());
        } catch (SQLException e) {
            if (!SqlErrors.isDuplicate(e)) {
                throw e;
            }
            connection.rollback(before);
        }
        return hadUntil(connection, project).orElseThrow();
    }
}
