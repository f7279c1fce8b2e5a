package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.Optional;

/** The table of projects that had machine states before this program first sent any to them. */
final class ExistingData {

    private final Connection connection;

    ExistingData(Connection connection) {
        this.connection = connection;
    }

    /** The end of what a project had; empty where it had nothing, or was never asked for. */
    Optional<Instant> hadUntil(String companyId, String projectId) throws SQLException {
        String sql = "select had_until from ditio_existing_data where company_id = ? and project_id = ?";
        return Jdbc.list(connection, sql, row -> Jdbc.instant(row, "had_until"), companyId, projectId).stream()
                .findFirst();
    }

    /** Notes what a project has; returns what another process noted if that was faster. */
    Instant noteFirst(String companyId, String projectId, Instant hadUntil) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            insert(companyId, projectId, hadUntil);
        } catch (SQLException e) {
            if (!SqlErrors.isDuplicate(e)) {
                throw e;
            }
            connection.rollback(before);
        }
        return hadUntil(companyId, projectId).orElseThrow();
    }

    private void insert(String companyId, String projectId, Instant hadUntil) throws SQLException {
        String sql =
                "insert into ditio_existing_data (company_id, project_id, had_until, noted_at) values (?, ?, ?, ?)";
        Jdbc.update(connection, sql, companyId, projectId, Jdbc.kept(hadUntil), Instant.now());
    }
}
