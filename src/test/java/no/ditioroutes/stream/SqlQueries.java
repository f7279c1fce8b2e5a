package no.ditioroutes.stream;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The database of a rig, asked directly. */
final class SqlQueries {

    private final Rig rig;

    SqlQueries(Rig rig) {
        this.rig = rig;
    }

    /** The first column of what a query answers, as text. */
    List<String> texts(String query) {
        return rows(query, row -> row.getString(1));
    }

    /** The one text that a query answers. */
    String text(String query) {
        return texts(query).get(0);
    }

    <T> List<T> rows(String query, Reader<T> reader) {
        try (Connection connection = rig.program().database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<T> values = new ArrayList<>();
            while (row.next()) {
                values.add(reader.read(row));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    void execute(String... statements) {
        try (Connection connection = rig.program().database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    void empty() {
        execute(
                "delete from time_registrations",
                "delete from machine_registrations",
                "delete from ditio_deleted",
                "delete from ditio_cursor",
                "delete from ditio_reconcile",
                "delete from ditio_expected",
                "delete from ditio_page_size",
                "delete from ditio_reject");
    }

    /** Reads a row. */
    @FunctionalInterface
    interface Reader<T> {

        T read(ResultSet row) throws SQLException;
    }
}
