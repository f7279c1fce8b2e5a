package no.ditioroutes.database;

import java.sql.Connection;
import java.sql.SQLException;
import no.ditioroutes.UserFacingException;

/**
 * A transaction that spans several calls. Its changes are stored by the commit; closing it without one rolls back. Not
 * thread-safe.
 *
 * <p>Repositories take part in it: a method that needs a transaction has it as its first parameter, and does its work
 * by {@link #call}.
 */
public final class Transaction implements AutoCloseable {

    private final Connection connection;
    private final SqlErrors errors;

    Transaction(Connection connection, SqlErrors errors) {
        this.connection = connection;
        this.errors = errors;
    }

    /**
     * Does work in this transaction.
     *
     * @param doing the action, for the message of a failure: "reading the cursor of absences"
     * @throws UserFacingException if the database reports an error
     */
    public <T> T call(String doing, Database.Work<T> work) {
        try {
            return work.with(connection);
        } catch (SQLException e) {
            throw errors.failure(doing, e);
        }
    }

    /** Commits the work so far. Later work is another transaction of the same session. */
    public void commit() {
        call("committing", committed -> {
            committed.commit();
            return true;
        });
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and with it all uncommitted changes.
            return;
        }
    }
}
