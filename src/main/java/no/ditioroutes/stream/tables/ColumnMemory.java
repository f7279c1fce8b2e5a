package no.ditioroutes.stream.tables;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.database.SqlErrors;

/** Stores for each column of a stream's table whether Ditio has a field for it. */
final class ColumnMemory {

    private static final String UPDATE =
            "update ditio_column set is_ditio = (is_ditio or ?) where table_name = ? and column_name = ?";
    private static final String INSERT =
            "insert into ditio_column (table_name, column_name, is_ditio, is_checked) values (?, ?, ?, false)";

    private final Connection connection;
    private final String table;

    ColumnMemory(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    /**
     * The state of a column.
     *
     * @param isDitio whether Ditio has a field for it
     * @param checkedTo the id up to which the payload of the rows was searched for the field, or null
     * @param isChecked whether the search reached the end
     */
    record State(boolean isDitio, String checkedTo, boolean isChecked) {

        static final State UNKNOWN = new State(false, null, false);
    }

    /** Returns the known columns by name. */
    Map<String, State> all() throws SQLException {
        Map<String, State> states = new HashMap<>();
        Jdbc.list(connection, "select * from ditio_column where table_name = ?", row -> read(row, states), table);
        return states;
    }

    private static boolean read(ResultSet row, Map<String, State> states) throws SQLException {
        State state = new State(row.getBoolean("is_ditio"), row.getString("checked_to"), row.getBoolean("is_checked"));
        states.put(row.getString("column_name"), state);
        return true;
    }

    /** Stores that a record had the fields of these columns. */
    void adopt(List<Column> columns) throws SQLException {
        for (Column column : columns) {
            put(column, true);
        }
    }

    /** Stores up to which id the rows were searched for the field of a column. */
    void checked(Column column, boolean isDitio, String to, boolean toTheEnd) throws SQLException {
        put(column, isDitio);
        Jdbc.update(
                connection,
                "update ditio_column set checked_to = ?, is_checked = ? where table_name = ? and column_name = ?",
                to,
                toTheEnd,
                table,
                column.name());
    }

    /** Removes columns that were dropped: one added later under the same name is a new one. */
    void keepOnly(Collection<String> names) throws SQLException {
        for (String known : all().keySet()) {
            if (!names.contains(known)) {
                Jdbc.update(
                        connection, "delete from ditio_column where table_name = ? and column_name = ?", table, known);
            }
        }
    }

    private void put(Column column, boolean isDitio) throws SQLException {
        if (Jdbc.update(connection, UPDATE, isDitio, table, column.name()) > 0) {
            return;
        }
        Savepoint before = connection.setSavepoint();
        try {
            Jdbc.update(connection, INSERT, table, column.name(), isDitio);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            if (!SqlErrors.isDuplicate(e)) {
                throw e;
            }
            // Another process was faster.
            connection.rollback(before);
            Jdbc.update(connection, UPDATE, isDitio, table, column.name());
        }
    }
}
