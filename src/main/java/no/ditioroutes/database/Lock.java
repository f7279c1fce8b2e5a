package no.ditioroutes.database;

import java.sql.Connection;
import java.sql.SQLException;

/** A lock on something that one process at a time does. The database releases it when the process dies. */
public final class Lock implements AutoCloseable {

    private final Connection connection;
    private final Dialect dialect;
    private final String name;

    Lock(Connection connection, Dialect dialect, String name) {
        this.connection = connection;
        this.dialect = dialect;
        this.name = name;
    }

    @Override
    public void close() {
        try (connection) {
            dialect.unlock(connection, name);
        } catch (SQLException e) {
            // The session is gone, and with it the lock.
            return;
        }
    }
}
