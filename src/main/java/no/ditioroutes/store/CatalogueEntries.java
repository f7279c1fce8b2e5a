package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The table of what became of catalogues. Entries are added, never changed. */
final class CatalogueEntries {

    private static final String COLUMNS =
            "environment, kind, company_id, project_number, number, id, action, outcome, reason, sent, kept, source,"
                    + " line";

    private static final String FROM = " from ditio_catalogue where environment = ? and kind = ?";

    private final Connection connection;

    CatalogueEntries(Connection connection) {
        this.connection = connection;
    }

    void add(List<CatalogueEntry> entries) throws SQLException {
        String sql = "insert into ditio_catalogue (" + COLUMNS + ", at) values (" + "?, ".repeat(13) + "?)";
        Instant now = Jdbc.kept(Instant.now());
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (CatalogueEntry entry : entries) {
                Jdbc.bind(
                        insert,
                        entry.environment(),
                        entry.kind(),
                        entry.company(),
                        entry.project(),
                        entry.number(),
                        entry.id(),
                        entry.action(),
                        entry.outcome(),
                        entry.reason(),
                        entry.sent(),
                        entry.kept(),
                        entry.source(),
                        entry.line(),
                        now);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Ids of all that was done. */
    Set<String> ids(String environment, String kind) throws SQLException {
        String sql = "select distinct id" + FROM + " and outcome = 'done'";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Jdbc.bind(select, environment, kind);
            List<String> ids = new ArrayList<>();
            Jdbc.ids(select, ids);
            return Set.copyOf(ids);
        }
    }

    /**
     * What was done with any of these fields, and what Ditio ignored of any field, oldest first. The table grows for years,
     * the rest of it is left alone.
     */
    List<CatalogueEntry> sent(String environment, String kind, Set<String> fields) throws SQLException {
        String sql = "select " + COLUMNS + FROM + " and (kept <> '' or outcome = 'done' and (false"
                + " or sent like ?".repeat(fields.size()) + ")) order by entry";
        List<Object> values = new ArrayList<>(List.of(environment, kind));
        fields.forEach(field -> values.add("%\"" + field + "\":%"));
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Jdbc.bind(select, values.toArray());
            List<CatalogueEntry> entries = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    entries.add(entry(row));
                }
            }
            return entries;
        }
    }

    private static CatalogueEntry entry(ResultSet row) throws SQLException {
        return new CatalogueEntry(
                row.getString("environment"),
                row.getString("kind"),
                row.getString("company_id"),
                row.getString("project_number"),
                row.getString("number"),
                row.getString("id"),
                row.getString("action"),
                row.getString("outcome"),
                row.getString("reason"),
                row.getString("sent"),
                row.getString("kept"),
                row.getString("source"),
                row.getLong("line"));
    }
}
