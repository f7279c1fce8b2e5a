package no.ditioroutes.stream.tables;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import no.ditioroutes.database.Dialect;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.ditio.DitioRecord;

/**
 * Finds the records that the database has in exactly the given version. It locks them, so that no newer version can be
 * published before this transaction ends.
 */
final class CurrentVersions {

    private static final String LOCK = "select t.%2$s from %1$s t where t.%2$s = any(?) order by t.%2$s for update";
    private static final String SAME =
            """
            select x.id from unnest(cast(? as varchar array), cast(? as varchar array)) as x(id, payload)
            join %s t on t.%s = x.id and t.payload = %s""";

    private static final String LOCK_DELETED =
            "select d.id from ditio_deleted d where d.stream = ? and d.id = any(?) order by d.id for update";
    private static final String DELETED =
            """
            select d.id from ditio_deleted d where d.stream = ? and d.id = any(?)
                and not exists (select 1 from %s t where t.%s = d.id)""";

    private final Connection connection;
    private final Dialect dialect;
    private final Table table;

    CurrentVersions(Connection connection, Dialect dialect, Table table) {
        this.connection = connection;
        this.dialect = dialect;
        this.table = table;
    }

    List<DitioRecord> of(List<DitioRecord> records) throws SQLException {
        if (records.isEmpty()) {
            return List.of();
        }
        ids(LOCK.formatted(Jdbc.quote(table.name()), ColumnSql.id(table)), ids(records));
        return only(
                records,
                ids(
                        SAME.formatted(Jdbc.quote(table.name()), ColumnSql.id(table), dialect.toJson("x.payload")),
                        ids(records),
                        Jdbc.array(connection, records.stream().map(DitioRecord::toString))));
    }

    /** Finds the records that are deleted, in whichever version. */
    List<DitioRecord> deleted(String stream, List<DitioRecord> records) throws SQLException {
        if (records.isEmpty()) {
            return List.of();
        }
        ids(LOCK_DELETED, stream, ids(records));
        return only(
                records, ids(DELETED.formatted(Jdbc.quote(table.name()), ColumnSql.id(table)), stream, ids(records)));
    }

    private Array ids(List<DitioRecord> records) throws SQLException {
        return Jdbc.array(connection, records.stream().map(DitioRecord::id));
    }

    private Set<String> ids(String sql, Object... values) throws SQLException {
        Set<String> ids = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Jdbc.bind(select, values);
            Jdbc.ids(select, ids);
        }
        return ids;
    }

    private static List<DitioRecord> only(List<DitioRecord> records, Set<String> ids) {
        return records.stream().filter(record -> ids.contains(record.id())).toList();
    }
}
