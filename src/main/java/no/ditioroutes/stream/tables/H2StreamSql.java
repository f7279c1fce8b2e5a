package no.ditioroutes.stream.tables;

import java.util.stream.Collectors;
import no.ditioroutes.database.Dialect;
import no.ditioroutes.database.Jdbc;

/** The statements of H2: staged rows are applied by MERGE. */
final class H2StreamSql extends StreamSql {

    H2StreamSql(Dialect dialect) {
        super(dialect);
    }

    /** Stages date columns as times, since H2 cannot parse a date from the text of a time. */
    @Override
    String stagedColumns(Table table) {
        return table.columns().stream().map(H2StreamSql::staged).collect(Collectors.joining(", ")) + ", "
                + ColumnSql.PAYLOAD;
    }

    private static String staged(Column column) {
        String name = Jdbc.quote(column.name());
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
                        ColumnSql.id(table),
                        Jdbc.quote(table.name()),
                        stage,
                        ColumnSql.news(table, "t", "s", "?.payload"),
                        ColumnSql.list(table, "? = s.?"),
                        ColumnSql.list(table, "?"),
                        ColumnSql.list(table, "s.?"));
    }

    @Override
    String fillColumn(Table table, String stage, Column column) {
        return """
                merge into %1$s t using %3$s s on (t.%4$s = s.%4$s)
                when matched and t.payload = s.payload and s.%2$s is not null and t.%2$s is distinct from s.%2$s
                then update set %2$s = s.%2$s"""
                .formatted(Jdbc.quote(table.name()), Jdbc.quote(column.name()), stage, ColumnSql.id(table));
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
                .formatted(Jdbc.quote(table.name()), ColumnSql.id(table), ColumnSql.modified(table));
    }

    @Override
    String bury(Table table) {
        return """
                select id from final table (
                merge into ditio_deleted d using (%s) n on (d.stream = n.stream and d.id = n.id)
                when matched then update set deleted_at = n.deleted_at
                when not matched then insert (stream, id, deleted_at) values (n.stream, n.id, n.deleted_at))"""
                .formatted(Tombstones.NEWS.formatted(Jdbc.quote(table.name()), ColumnSql.id(table)));
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

    /** Returns the name as the only identity: a recreated table has the same name, and no rows. */
    @Override
    String identity(Table table) {
        return "select 'named " + table.name().replace("'", "''") + "'";
    }
}
