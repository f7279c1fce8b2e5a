package no.ditioroutes.store;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import no.ditioroutes.Failure;
import no.ditioroutes.ditio.DitioRecord;

/** What differs between the databases. */
interface Dialect {

    /** The type of the column {@code payload}. */
    String json();

    /** The type of a text that is compared character by character, whatever the language. */
    String exact();

    /** A parameter whose text is JSON. */
    String jsonText();

    /** Connections as the driver makes them. */
    DataSource driver(String url);

    /** What a pool of such connections needs. */
    void tune(HikariConfig pool);

    /**
     * Checks that a session keeps what a transaction leaves in it: settings, temporary tables, locks.
     *
     * @throws Failure if something on the way gives each transaction another session
     */
    void checkSessions(DataSource connections) throws SQLException;

    /** Whether a session cannot write, though another one may: its server became a standby. */
    boolean isReadOnly(Connection connection) throws SQLException;

    /** The statement that makes an empty copy of the table for the rows to come, where there is none yet. */
    String createStage(Table table, String stage);

    /** Puts the records into the stage. */
    void fill(Connection connection, Table table, String stage, List<DitioRecord> records) throws SQLException;

    /** The query that moves the rows of the stage into the table where they are newer, and answers their ids. */
    String merge(Table table, String stage);

    /**
     * The statement that puts a column of the stage into the rows of the table whose payload is still the same, where it
     * is another value.
     */
    String fillColumn(Table table, String stage, Column column);

    /**
     * The query that removes the rows that are not newer than their tombstone, and answers their ids. Its parameters are
     * an array of ids and one of times.
     */
    String delete(Table table);

    /**
     * The query that keeps the tombstones that are news and not outlived by a row, and answers their ids. Its parameters
     * are the stream, an array of ids, one of times and the stream again.
     */
    String bury(Table table);

    /**
     * The statement that sets a record aside. Its parameters are stream, record id, reason, raw, digest and the time,
     * twice.
     */
    String reject();

    /** Turns an expression for a text into one for the JSON that the column {@code payload} has. */
    String toJson(String text);

    /** Returns the query for which table of its name this is. */
    String identity(Table table);

    /** What the database said about a refused record, in words for its owner. */
    String reason(SQLException refusal);

    /** Puts rows of texts into a table, in one go. */
    void fill(Connection connection, String table, List<String> columns, Iterable<String[]> rows) throws SQLException;

    /** The statement that makes a table for rows that are looked up in the ledger, where there is none yet. */
    String createStateStage(String stage);

    /** The time by the clock of the database, the only one that all processes share. */
    String clock();

    /** Makes sure that what was committed outlives this process, should it be killed now. */
    void flush(Connection connection) throws SQLException;

    /** Joins {@code s}, rows, with {@code l}, the same intervals in the ledger. */
    String same();

    /** Joins {@code s}, rows, with {@code l}, intervals in the ledger of the same machine that share a moment with them. */
    String meeting();

    /** Takes a lock by this name that no other session has; answers whether it could. */
    boolean tryLock(Connection connection, String name) throws SQLException;

    /** Waits for such a lock. */
    void lock(Connection connection, String name) throws SQLException;

    void unlock(Connection connection, String name) throws SQLException;
}
