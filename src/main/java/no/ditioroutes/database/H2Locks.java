package no.ditioroutes.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Implements locks as rows held by a transaction. They are removed with the lock; that of a session that died is held
 * by nobody.
 */
final class H2Locks {

    private final Connection connection;

    H2Locks(Connection connection) {
        this.connection = connection;
    }

    boolean tryLock(String name) throws SQLException {
        // The row may be removed with its holder just before it is checked; then nobody has the lock.
        return makeAndHold(name) || (isGone(name) && makeAndHold(name));
    }

    private boolean makeAndHold(String name) throws SQLException {
        makeRow(name);
        return hold(name, " skip locked");
    }

    private boolean isGone(String name) throws SQLException {
        return Jdbc.list(connection, "select name from ditio_lock where name = ?", row -> true, name)
                .isEmpty();
    }

    /** Waits for the lock; when its previous holder releases it, its row is gone. */
    void lock(String name) throws SQLException {
        do {
            makeRow(name);
        } while (!hold(name, ""));
    }

    void unlock(String name) throws SQLException {
        Jdbc.update(connection, "delete from ditio_lock where name = ?", name);
        connection.commit();
    }

    private boolean hold(String name, String where) throws SQLException {
        String sql = "select name from ditio_lock where name = ? for update" + where;
        return !Jdbc.list(connection, sql, row -> true, name).isEmpty();
    }

    private void makeRow(String name) throws SQLException {
        String missing =
                """
                insert into ditio_lock (name) select n.name from (select cast(? as varchar) as name) n
                where not exists (select 1 from ditio_lock l where l.name = n.name)""";
        try {
            Jdbc.update(connection, missing, name);
            connection.commit();
        } catch (SQLException e) {
            // Another process may have created it after the check.
            if (!SqlErrors.isDuplicate(e)) {
                throw e;
            }
            connection.rollback();
        }
    }
}
