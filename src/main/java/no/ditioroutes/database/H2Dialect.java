package no.ditioroutes.database;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** The dialect of H2: rows are inserted in batches and applied by MERGE. */
final class H2Dialect extends Dialect {

    /** Matches the column of a value in H2's message: {@code (ditio_stage_12: ""QTY"" DOUBLE PRECISION)}. */
    private static final Pattern COLUMN = Pattern.compile("\\(ditio_stage_\\w+: \"\"(.+?)\"\" (.+?)\\)");

    @Override
    public Product product() {
        return Product.H2;
    }

    @Override
    public String jsonType() {
        return "json";
    }

    @Override
    public String exactTextType() {
        return "varchar";
    }

    @Override
    public String jsonParameter() {
        return "? format json";
    }

    /** Creates the stage as transactional, since any other DDL would commit the transaction so far. */
    @Override
    public String createStage(String stage, String columns) {
        return "create local temporary table if not exists %s (%s) on commit delete rows transactional"
                .formatted(stage, columns);
    }

    @Override
    public String createStageAs(String stage, String query) {
        return "create local temporary table if not exists %s on commit delete rows transactional as %s with no data"
                .formatted(stage, query);
    }

    @Override
    void checkFiles(String url) {}

    /** Shares the file by TCP, with AUTO_SERVER: with the processes of this machine, unless configured otherwise. */
    @Override
    DataSource driver(String url) {
        System.getProperties().putIfAbsent("h2.bindAddress", "127.0.0.1");
        JdbcDataSource driver = new JdbcDataSource();
        driver.setURL(url);
        return driver;
    }

    @Override
    void tune(HikariConfig pool) {
        pool.setConnectionInitSql("set time zone 'UTC'; set lock_timeout 30000");
        // A database in memory is gone with its last connection.
        pool.setMaxLifetime(0);
    }

    /** Checks nothing: each connection is a session. */
    @Override
    void checkSessions(DataSource connections) {}

    /** Returns false: a read-only database is read-only for all sessions. */
    @Override
    boolean isReadOnly(Connection connection) {
        return false;
    }

    @Override
    public String toJson(String text) {
        return text + " format json";
    }

    @Override
    public String reason(SQLException refusal) {
        String said = refusal.getMessage().replaceFirst("(?s); SQL statement:.*", "");
        Matcher column = COLUMN.matcher(said);
        return column.find() ? column.group(1).toLowerCase(Locale.ROOT) + ": " + column.replaceFirst("to $2") : said;
    }

    @Override
    public void copy(Connection connection, String table, List<String> columns, RowWriter.Source rows)
            throws SQLException {
        String sql = "insert into %s (%s) values (%s)"
                .formatted(
                        table, String.join(", ", columns), String.join(", ", Collections.nCopies(columns.size(), "?")));
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            rows.writeTo(new BatchedRows(insert));
            insert.executeBatch();
        }
    }

    /** Returns the time at which a transaction first asks; H2 has no other. */
    @Override
    public String clock() {
        return "current_timestamp";
    }

    /**
     * Writes the file: H2 does so half a second after a commit. Doing so at each commit would make a file of small
     * changes ten times as large.
     */
    @Override
    public void flush(Connection connection) throws SQLException {
        try (Statement checkpoint = connection.createStatement()) {
            checkpoint.execute("checkpoint");
        }
    }

    @Override
    boolean tryLock(Connection connection, String name) throws SQLException {
        return new H2Locks(connection).tryLock(name);
    }

    @Override
    void lock(Connection connection, String name) throws SQLException {
        new H2Locks(connection).lock(name);
    }

    @Override
    void unlock(Connection connection, String name) throws SQLException {
        new H2Locks(connection).unlock(name);
    }
}
