package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.store.UtilisationDay.Change;

/** The table of machine hours: a row for each state of a day, and one without a state where none was found in the answer. */
final class Utilisations {

    private static final String DAY = "company_id = ? and project_id = ? and work_date = ?";
    private static final Map<String, Optional<Double>> NO_STATE = Map.of("", Optional.empty());

    /** What both databases say where a row with the same key is there. */
    private static final String DUPLICATE = "23505";

    private final Connection connection;
    private final Dialect dialect;

    Utilisations(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** The transaction is to be committed only where this changed something. */
    Change replace(UtilisationDay day) throws SQLException {
        if (day.payload().isEmpty()) {
            return delete(day) ? Change.REMOVED : Change.NONE;
        }
        if (stands(day)) {
            return Change.NONE;
        }
        delete(day);
        return insert(day) ? Change.WRITTEN : Change.NONE;
    }

    private boolean stands(UtilisationDay day) throws SQLException {
        String sql = "select 1 from machine_utilisation where " + DAY + " and payload = " + dialect.jsonParameter();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Jdbc.bind(select, day.companyId(), day.projectId(), day.day(), day.payload());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private boolean delete(UtilisationDay day) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from machine_utilisation where " + DAY)) {
            Jdbc.bind(delete, day.companyId(), day.projectId(), day.day());
            return delete.executeUpdate() > 0;
        }
    }

    /** Answers false where another process was faster. */
    private boolean insert(UtilisationDay day) throws SQLException {
        String sql = "insert into machine_utilisation"
                + " (company_id, project_id, work_date, state, hours, payload, read_at) values (?, ?, ?, ?, ?, "
                + dialect.jsonParameter() + ", ?)";
        Instant now = Jdbc.kept(Instant.now());
        Map<String, Optional<Double>> hours = day.hours().isEmpty() ? NO_STATE : day.hours();
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (var state : hours.entrySet()) {
                Double found = state.getValue().orElse(null);
                Jdbc.bind(
                        insert, day.companyId(), day.projectId(), day.day(), state.getKey(), found, day.payload(), now);
                insert.addBatch();
            }
            insert.executeBatch();
            return true;
        } catch (SQLException e) {
            if (DUPLICATE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }
}
