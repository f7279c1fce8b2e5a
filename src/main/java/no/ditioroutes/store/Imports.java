package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The files of machine states. */
final class Imports {

    private final Connection connection;

    Imports(Connection connection) {
        this.connection = connection;
    }

    List<ImportSummary> last(int limit) throws SQLException {
        String sql = "select * from ditio_import order by started_at desc limit " + limit;
        List<ImportSummary> imports = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                imports.add(summary(row));
            }
        }
        return imports;
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
