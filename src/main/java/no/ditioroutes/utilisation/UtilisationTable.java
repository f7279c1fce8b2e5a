package no.ditioroutes.utilisation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.database.SqlErrors;
import no.ditioroutes.database.Transaction;
import no.ditioroutes.utilisation.UtilisationDay.Change;

/** The table of machine hours has a row for each state of a day, and one without a state if no state is found in the answer. */
public final class UtilisationTable {

    private static final String DAY = "company_id = ? and project_id = ? and work_date = ?";
    private static final Map<String, Optional<Double>> NO_STATE = Map.of("", Optional.empty());

    private final Database database;

    public UtilisationTable(Database database) {
        this.database = database;
    }

    /**
     * Replaces a day of machine hours that is stored, and writes nothing if it is the same. A day that
     * another process writes at this moment is left to it.
     */
    Change replace(UtilisationDay day) {
        try (Transaction transaction = database.begin()) {
            Change change = replace(transaction, day);
            if (change != Change.NONE) {
                transaction.commit();
            }
            return change;
        }
    }

    /** The same in a transaction that is to be committed only if this changed something. */
    Change replace(Transaction transaction, UtilisationDay day) {
        return transaction.call("storing the machine hours of " + day, connection -> replace(connection, day));
    }

    private Change replace(Connection connection, UtilisationDay day) throws SQLException {
        if (day.payload().isEmpty()) {
            return delete(connection, day) ? Change.REMOVED : Change.NONE;
        }
        if (isStored(connection, day)) {
            return Change.NONE;
        }
        delete(connection, day);
        return insert(connection, day) ? Change.WRITTEN : Change.NONE;
    }

    private boolean isStored(Connection connection, UtilisationDay day) throws SQLException {
        String sql = "select 1 from machine_utilisation where " + DAY + " and payload = "
                + database.dialect().jsonParameter();
        return !Jdbc.list(
                        connection,
                        sql,
                        row -> row.getInt(1),
                        day.companyId(),
                        day.projectId(),
                        day.day(),
                        day.payload())
                .isEmpty();
    }

    private static boolean delete(Connection connection, UtilisationDay day) throws SQLException {
        String sql = "delete from machine_utilisation where " + DAY;
        return Jdbc.update(connection, sql, day.companyId(), day.projectId(), day.day()) > 0;
    }

    /** Returns false if another process was faster. */
    private boolean insert(Connection connection, UtilisationDay day) throws SQLException {
        String sql = "insert into machine_utilisation"
                + " (company_id, project_id, work_date, state, hours, payload, read_at) values (?, ?, ?, ?, ?, "
                + database.dialect().jsonParameter() + ", ?)";
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
            if (SqlErrors.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }
}
