package no.ditioroutes.stream.tables;

import java.time.Instant;
import java.util.List;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Jdbc;

/** Reads the rows of a stream's table, and its deletions, in the order of ids. */
public final class StoredRows {

    private static final String DELETED =
            """
            select d.id, d.deleted_at from ditio_deleted d where d.stream = ? and d.id > ?
                and not exists (select 1 from %s t where t.%s = d.id)
            order by d.id limit ?""";

    private final Database database;
    private final String stream;
    private final Table table;

    public StoredRows(Database database, String stream, Table table) {
        this.database = database;
        this.stream = stream;
        this.table = table;
    }

    /** A row, or a deletion. */
    public record Stored(String id, String payload, Instant deletedAt) {}

    /** Returns the first rows after an id; an empty id is the beginning. */
    public List<Stored> rowsAfter(String id, int limit) {
        String sql = "select t.%2$s, t.payload from %1$s t where t.%2$s > ? order by t.%2$s limit ?"
                .formatted(Jdbc.quote(table.name()), ColumnSql.id(table));
        return database.call(
                "reading the rows of " + table.name(),
                connection -> Jdbc.list(
                        connection, sql, row -> new Stored(row.getString(1), row.getString(2), null), id, limit));
    }

    /** Returns the first deletions after an id; an empty id is the beginning. */
    public List<Stored> deletedAfter(String id, int limit) {
        String sql = DELETED.formatted(Jdbc.quote(table.name()), ColumnSql.id(table));
        return database.call(
                "reading what was deleted from " + table.name(),
                connection -> Jdbc.list(
                        connection,
                        sql,
                        row -> new Stored(row.getString(1), null, Jdbc.instant(row, "deleted_at")),
                        stream,
                        id,
                        limit));
    }

    public long count() {
        return count("");
    }

    /** Returns how many rows there are up to an id. */
    public long countUpTo(String id) {
        return count(" t where t." + ColumnSql.id(table) + " <= ?", id);
    }

    public boolean isEmpty() {
        return rowsAfter("", 1).isEmpty();
    }

    private long count(String where, Object... values) {
        return database.call("counting the rows of " + table.name(), connection -> Jdbc.list(
                        connection,
                        "select count(*) from " + Jdbc.quote(table.name()) + where,
                        row -> row.getLong(1),
                        values)
                .get(0));
    }

    /** Returns the identity of this table, which changes if it is dropped and recreated; on H2 it is only the name. */
    public String identity() {
        String sql = StreamSql.of(database.dialect()).identity(table);
        return database.call("reading which table " + table.name() + " is", connection -> Jdbc.list(
                        connection, sql, row -> row.getString(1))
                .get(0));
    }
}
