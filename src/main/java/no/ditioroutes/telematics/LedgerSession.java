package no.ditioroutes.telematics;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.SqlErrors;
import no.ditioroutes.database.Transaction;

/**
 * The transactions of a ledger: each change is committed when it is made, unless it may wait for the next one. In a dry run
 * none is, and the end rolls all of them back. For one thread.
 */
final class LedgerSession implements AutoCloseable {

    private final Database database;
    private final Transaction transaction;
    private final boolean dryRun;

    /** Becomes true if a change waits for its commit. */
    private boolean isWaiting;

    LedgerSession(Database database, Transaction transaction, boolean dryRun) {
        this.database = database;
        this.transaction = transaction;
        this.dryRun = dryRun;
    }

    /** A change of the ledger. */
    @FunctionalInterface
    interface Change {

        void make(Connection connection) throws SQLException;
    }

    <T> T call(String doing, Database.Work<T> work) {
        try {
            return transaction.call(doing, work);
        } catch (UserFacingException e) {
            isWaiting = false;
            throw e;
        }
    }

    /** Makes a change and commits it. */
    void change(String doing, Change change) {
        call(doing, connection -> {
            change.make(connection);
            keep(connection);
            return true;
        });
    }

    /** Makes a change that is committed together with the next one, or in the end. */
    void later(String doing, Change change) {
        call(doing, connection -> {
            isWaiting = true;
            change.make(connection);
            return true;
        });
    }

    /** Makes a change and commits it, unless rows of it exist already; returns whether it was made. */
    boolean attempt(String doing, Change change) {
        return call(doing, connection -> {
            if (isWaiting) {
                keep(connection);
            }
            // All that a dry run did before is in the same transaction.
            Savepoint before = dryRun ? connection.setSavepoint() : null;
            try {
                change.make(connection);
                keep(connection);
                return true;
            } catch (SQLException e) {
                if (!SqlErrors.isDuplicate(e)) {
                    throw e;
                }
                rollBack(connection, before);
                return false;
            }
        });
    }

    private static void rollBack(Connection connection, Savepoint savepointOrNull) throws SQLException {
        if (savepointOrNull == null) {
            connection.rollback();
        } else {
            connection.rollback(savepointOrNull);
        }
    }

    void keep(Connection connection) throws SQLException {
        isWaiting = false;
        if (!dryRun) {
            connection.commit();
        }
    }

    /** Commits before a request leaves, or a file is moved away: what is lost then cannot be found out again. */
    void keepForGood(Connection connection) throws SQLException {
        keep(connection);
        database.dialect().flush(connection);
    }

    @Override
    public void close() {
        try (transaction) {
            if (isWaiting && !dryRun) {
                transaction.commit();
            }
        } catch (UserFacingException e) {
            // The connection is gone, and with it what was not kept.
            return;
        }
    }
}
