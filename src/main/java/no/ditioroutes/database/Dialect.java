package no.ditioroutes.database;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * The differences between the databases. Statements of a feature belong to the feature, which builds them from these
 * parts, or has one for each {@link Product}.
 */
public abstract class Dialect {

    /** A database that the program can use. */
    public enum Product {
        H2,
        POSTGRESQL
    }

    Dialect() {}

    public abstract Product product();

    /** Returns the type of a JSON column. */
    public abstract String jsonType();

    /** Returns the type of a text that is compared character by character, whatever the language. */
    public abstract String exactTextType();

    /** Returns a parameter whose text is JSON. */
    public abstract String jsonParameter();

    /** Converts an expression for a text to one for JSON. */
    public abstract String toJson(String text);

    /** Returns the time by the clock of the database, the only one that all processes share. */
    public abstract String clock();

    /**
     * Returns the statement that creates a temporary table, unless the session has it. It is empty at the start of each
     * transaction.
     *
     * @param columns their names and types
     */
    public abstract String createStage(String stage, String columns);

    /**
     * Returns the statement that creates a temporary table with the columns of a query.
     *
     * @param query a query, none of whose rows are copied
     */
    public abstract String createStageAs(String stage, String query);

    /** Copies rows into a table in one operation; the database casts their values to the types of the columns. */
    public abstract void copy(Connection connection, String table, List<String> columns, RowWriter.Source rows)
            throws SQLException;

    /** Copies rows that consist only of texts. */
    public final void copyTexts(Connection connection, String table, List<String> columns, Iterable<String[]> rows)
            throws SQLException {
        copy(connection, table, columns, writer -> {
            for (String[] row : rows) {
                for (String text : row) {
                    writer.text(text);
                }
                writer.end();
            }
        });
    }

    /** Ensures that committed changes survive if this process is killed now. */
    public abstract void flush(Connection connection) throws SQLException;

    /** Describes why the database rejected a value, in words for its owner. */
    public abstract String reason(SQLException refusal);

    /**
     * Checks the files that the options of a URL name.
     *
     * @throws no.ditioroutes.UserFacingException if one cannot be read
     */
    abstract void checkFiles(String url);

    /**
     * Returns connections as the driver creates them; opens none.
     *
     * @throws no.ditioroutes.UserFacingException if an option of the URL is wrong, or would not protect as it appears
     *     to
     */
    abstract DataSource driver(String url);

    /** Configures a pool of such connections. */
    abstract void tune(HikariConfig pool);

    /**
     * Checks that a session keeps its state between transactions: settings, temporary tables, locks.
     *
     * @throws no.ditioroutes.UserFacingException if a pooler in between gives each transaction another session
     */
    abstract void checkSessions(DataSource connections) throws SQLException;

    /** Returns whether a session cannot write although another one may: its server became a standby. */
    abstract boolean isReadOnly(Connection connection) throws SQLException;

    /** Acquires a lock by this name that no other session has; returns whether it could. */
    abstract boolean tryLock(Connection connection, String name) throws SQLException;

    /** Waits for such a lock. */
    abstract void lock(Connection connection, String name) throws SQLException;

    abstract void unlock(Connection connection, String name) throws SQLException;
}
