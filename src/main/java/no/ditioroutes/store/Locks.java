package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Names that one transaction holds at a time. A lock goes with its connection, so none outlives its process. */
final class Locks {

    private final Connection connection;

    Locks(Connection connection) {
        this.connection = connection;
    }

    /** Makes sure that there is a row to be locked. */
    boolean name(String name) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into ditio_lock (name) values (?)")) {
            insert.setString(1, name);
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            if (Trouble.isOfData(e)) {
                return false;
            }
            throw e;
        }
    }

    boolean hold(String name) throws SQLException {
        String sql = "select name from ditio_lock where name = ? for update";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }
}
