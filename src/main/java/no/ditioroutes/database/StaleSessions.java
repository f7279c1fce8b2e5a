package no.ditioroutes.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * Makes the pool drop a connection whose server became read-only, was stopped or is gone, and renews all others with
 * it: after a switch-over they lead to the same old server.
 */
final class StaleSessions implements SQLExceptionOverride {

    private static final Set<String> STALE = Set.of("25006", "90067", "90098", "90121");

    private final Runnable renew;

    StaleSessions(Runnable renew) {
        this.renew = renew;
    }

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (!isStale(state)) {
            return SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
        renew.run();
        return SQLExceptionOverride.Override.MUST_EVICT;
    }

    /**
     * Returns whether a session is unusable. 25006: read-only. 57P01 to 57P05: the server ends. Class 08: the
     * connection is gone. 90067, 90098 and 90121 of H2: the process that served the file ended, or closed it.
     */
    private static boolean isStale(String state) {
        return STALE.contains(state) || state.startsWith("57P") || state.startsWith("08");
    }
}
