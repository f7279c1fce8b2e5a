package no.ditioroutes.store;

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
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** H2: rows come in by batched inserts and move on by MERGE. */
final class H2Dialect extends Dialect {

    /** Where H2 names the column of a value: {@code (ditio_stage_12: ""QTY"" DOUBLE PRECISION)}. */
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

    /** Transactional, since any other DDL would commit what the transaction did so far. */
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

    /** With AUTO_SERVER the file is shared by TCP: with the processes of this machine, unless told otherwise. */
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

    /** Each connection is a session. */
    @Override
    void checkSessions(DataSource connections) {}

    /** A database that is read-only is so for all sessions. */
    @Override
    boolean isReadOnly(Connection connection) {
        return false;
    }

    @Override
    String createStage(Table table, String stage) {
        return createStageAs(stage, "select " + typed(table) + " from " + Sql.quote(table.name()));
    }

    /** A date column is staged as a time, since H2 reads no date out of the text of one. */
    private static String typed(Table table) {
        return table.columns().stream().map(H2Dialect::typed).collect(Collectors.joining(", ")) + ", " + Sql.PAYLOAD;
    }

    private static String typed(Column column) {
        String name = Sql.quote(column.name());
        return column.kind() == Column.Kind.TIME
                ? "cast(%s as timestamp with time zone) as %1$s".formatted(name)
                : name;
    }

    @Override
    String merge(Table table, String stage) {
        return """
                select %1$s from final table (
                merge into %2$s t using %3$s s on (t.%1$s = s.%1$s)
                when matched and (%4$s) then update set %5$s
                when not matched then insert (%6$s) values (%7$s))"""
                .formatted(
                        Sql.id(table),
                        Sql.quote(table.name()),
                        stage,
                        Sql.news(table, "t", "s", "?.payload"),
                        Sql.list(table, "? = s.?"),
                        Sql.list(table, "?"),
                        Sql.list(table, "s.?"));
    }

    @Override
    String fillColumn(Table table, String stage, Column column) {
        return """
                merge into %1$s t using %3$s s on (t.%4$s = s.%4$s)
                when matched and t.payload = s.payload and s.%2$s is not null and t.%2$s is distinct from s.%2$s
                then update set %2$s = s.%2$s"""
                .formatted(Sql.quote(table.name()), Sql.quote(column.name()), stage, Sql.id(table));
    }

    @Override
    String delete(Table table) {
        return """
                select %2$s from old table (
                merge into %1$s t using (
                    select x.id, coalesce(cast(x.at as timestamp with time zone), current_timestamp) as at
                    from unnest(cast(? as varchar array), cast(? as varchar array)) as x(id, at)) d
                on (t.%2$s = d.id)
                when matched and (t.%3$s is null or t.%3$s <= d.at) then delete)"""
                .formatted(Sql.quote(table.name()), Sql.id(table), Sql.modified(table));
    }

    @Override
    String bury(Table table) {
        return """
                select id from final table (
                merge into ditio_deleted d using (%s) n on (d.stream = n.stream and d.id = n.id)
                when matched then update set deleted_at = n.deleted_at
                when not matched then insert (stream, id, deleted_at) values (n.stream, n.id, n.deleted_at))"""
                .formatted(Tombstones.NEWS.formatted(Sql.quote(table.name()), Sql.id(table)));
    }

    @Override
    String reject() {
        return """
                merge into ditio_reject r using (select
                    cast(? as varchar) as stream, cast(? as varchar) as record_id, cast(? as varchar) as reason,
                    cast(? as varchar) as raw, cast(? as varchar) as digest,
                    cast(? as timestamp with time zone) as first_seen,
                    cast(? as timestamp with time zone) as last_seen) n
                on (r.stream = n.stream and r.digest = n.digest)
                when matched then update set seen = r.seen + 1, last_seen = n.last_seen, reason = n.reason
                when not matched then insert
                    (stream, record_id, reason, raw, digest, first_seen, last_seen, seen)
                    values (n.stream, n.record_id, n.reason, n.raw, n.digest, n.first_seen, n.last_seen, 1)""";
    }

    @Override
    public String toJson(String text) {
        return text + " format json";
    }

    /** A table that was made anew has the same name, and no rows. */
    @Override
    String identity(Table table) {
        return "select 'named " + table.name().replace("'", "''") + "'";
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

    /** H2 has none but that of the first time a transaction asks. */
    @Override
    public String clock() {
        return "current_timestamp";
    }

    /** H2 writes half a second after a commit; to write at each one would make a file of small changes ten times as large. */
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
