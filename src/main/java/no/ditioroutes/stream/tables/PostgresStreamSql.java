package no.ditioroutes.stream.tables;

import no.ditioroutes.database.Dialect;
import no.ditioroutes.database.Jdbc;

/** The statements of PostgreSQL: staged rows are applied by INSERT … ON CONFLICT. */
final class PostgresStreamSql extends StreamSql {

    PostgresStreamSql(Dialect dialect) {
        super(dialect);
    }

    @Override
    String stagedColumns(Table table) {
        return ColumnSql.list(table, "?");
    }

    @Override
    String merge(Table table, String stage) {
        return """
                insert into %s as t (%s) select %s from %s
                on conflict (%s) do update set %s
                where %s
                returning t.%5$s"""
                .formatted(
                        Jdbc.quote(table.name()),
                        ColumnSql.list(table, "?"),
                        ColumnSql.list(table, "?"),
                        stage,
                        ColumnSql.id(table),
                        ColumnSql.list(table, "? = excluded.?"),
                        ColumnSql.news(table, "t", "excluded", "?.payload::jsonb"));
    }

    @Override
    String fillColumn(Table table, String stage, Column column) {
        String value = column.kind() == Column.Kind.JSON ? "::jsonb" : "";
        return """
                update %1$s t set %2$s = s.%2$s from %3$s s
                where t.%4$s = s.%4$s and t.payload::jsonb = s.payload::jsonb
                    and s.%2$s is not null and t.%2$s%5$s is distinct from s.%2$s%5$s"""
                .formatted(Jdbc.quote(table.name()), Jdbc.quote(column.name()), stage, ColumnSql.id(table), value);
    }

    @Override
    String delete(Table table) {
        return """
                delete from %s t using (
                    select x.id, coalesce(x.at::timestamptz, current_timestamp) as at
                    from unnest(?::varchar[], ?::varchar[]) as x(id, at)) d
                where t.%s = d.id and (t.%s is null or t.%3$s <= d.at)
                returning t.%2$s"""
                .formatted(Jdbc.quote(table.name()), ColumnSql.id(table), ColumnSql.modified(table));
    }

    @Override
    String bury(Table table) {
        return """
                insert into ditio_deleted (stream, id, deleted_at) %s
                on conflict (stream, id) do update set deleted_at = excluded.deleted_at
                returning id"""
                .formatted(Tombstones.NEWS.formatted(Jdbc.quote(table.name()), ColumnSql.id(table)));
    }

    @Override
    String reject() {
        return """
                insert into ditio_reject as r
                    (stream, record_id, reason, raw, digest, first_seen, last_seen, seen)
                values (?, ?, ?, ?, ?, ?, ?, 1)
                on conflict (stream, digest) do update
                set seen = r.seen + 1, last_seen = excluded.last_seen, reason = excluded.reason""";
    }

    @Override
    String identity(Table table) {
        return "select 'oid ' || cast(cast('" + Jdbc.quote(table.name()).replace("'", "''") + "' as regclass) as oid)";
    }
}
