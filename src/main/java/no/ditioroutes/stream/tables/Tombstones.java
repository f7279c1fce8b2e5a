package no.ditioroutes.stream.tables;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.ditio.DitioRecord;

/**
 * Deletes rows and stores their ids, so that an older version does not restore them. A tombstone's blank fields
 * overwrite nothing, since only its id and its time are used.
 */
final class Tombstones {

    /**
     * Condition on a new tombstone: none with the same or a later time is stored. If a row is left, it is newer than
     * the tombstone, which then has no effect.
     *
     * <p>No source describes a tombstone without a time. It counts as of now, and as known if any is stored.
     */
    static final String NEWS =
            """
            select cast(? as varchar) as stream, x.id,
                coalesce(cast(x.at as timestamp with time zone), current_timestamp) as deleted_at
            from unnest(cast(? as varchar array), cast(? as varchar array)) as x(id, at)
            where not exists (select 1 from %s t where t.%s = x.id)
                and not exists (
                    select 1 from ditio_deleted k
                    where k.stream = ? and k.id = x.id
                        and (x.at is null or k.deleted_at >= cast(x.at as timestamp with time zone)))""";

    private final Connection connection;
    private final StreamSql statements;

    Tombstones(Connection connection, StreamSql statements) {
        this.connection = connection;
        this.statements = statements;
    }

    /** Applies tombstones, and adds the ids of those that changed something. */
    void apply(String stream, Table table, List<DitioRecord> tombstones, Set<String> changed) throws SQLException {
        Array ids = Jdbc.array(connection, tombstones.stream().map(Tombstones::id));
        Array times = Jdbc.array(connection, tombstones.stream().map(Tombstones::time));
        try (PreparedStatement delete = connection.prepareStatement(statements.delete(table))) {
            Jdbc.bind(delete, ids, times);
            Jdbc.ids(delete, changed);
        }
        try (PreparedStatement bury = connection.prepareStatement(statements.bury(table))) {
            Jdbc.bind(bury, stream, ids, times, stream);
            Jdbc.ids(bury, changed);
        }
    }

    /** Returns the id, or null for an empty one, which is no key: the database then rejects the tombstone. */
    private static String id(DitioRecord tombstone) {
        return tombstone.id().isEmpty() ? null : tombstone.id();
    }

    /** Returns the time of a version as text; null if Ditio sent none. */
    private static String time(DitioRecord tombstone) {
        return tombstone.version() == null ? null : tombstone.version().toString();
    }
}
