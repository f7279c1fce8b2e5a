package no.ditioroutes.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import no.ditioroutes.UserFacingException;
import org.postgresql.PGConnection;

/**
 * Detects a connection pooler that gives each transaction another session of the server, as pgbouncer does with {@code
 * pool_mode=transaction}. The program keeps settings, temporary tables and locks in a session.
 */
final class PooledSessions {

    static final String ADVICE =
            "A connection pooler such as pgbouncer stands between, in transaction mode: use pool_mode=session for this"
                    + " database, or the address of PostgreSQL itself. prepareThreshold=0 does not suffice.";

    private PooledSessions() {}

    /**
     * Compares the sessions of two connections that are open at once. A pooler numbers connections itself, so that
     * without one a single query suffices.
     *
     * @throws UserFacingException if two connections share a session, or one changes it
     */
    static void check(DataSource connections) throws SQLException {
        try (Connection one = connections.getConnection()) {
            int first = session(one);
            if (first != one.unwrap(PGConnection.class).getBackendPID() && isShared(connections, one, first)) {
                throw new UserFacingException(
                        UserFacingException.Kind.SINK,
                        "JDBC_URL leads to sessions of PostgreSQL that change from one transaction to the next, but the"
                                + " program keeps settings, temporary tables and locks in a session. " + ADVICE);
            }
        }
    }

    private static boolean isShared(DataSource connections, Connection one, int first) throws SQLException {
        try (Connection other = connections.getConnection()) {
            other.setAutoCommit(false);
            boolean taken = session(other) == first;
            // The other connection holds its session now, so the first one may have to use a new one.
            boolean changed = !taken && session(one) != first;
            other.rollback();
            other.setAutoCommit(true);
            return taken || changed;
        }
    }

    private static int session(Connection connection) throws SQLException {
        return Jdbc.list(connection, "select pg_backend_pid()", row -> row.getInt(1))
                .get(0);
    }
}
