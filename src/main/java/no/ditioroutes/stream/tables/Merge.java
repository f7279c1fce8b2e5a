package no.ditioroutes.stream.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.ditio.DitioRecord;

/**
 * Merges a block of records into a table. Records that the database rejects are found by halving and left out; all
 * others are stored.
 *
 * <p>In a reconciling load a page also overrides newer versions and deletions that existed before it: Ditio went back.
 */
final class Merge {

    /** Condition on a version that was stored before the load: older than those stored meanwhile, or noted. */
    private static final String WAS_THERE =
            """
            (%1$s < cast(? as timestamp with time zone) or exists (
                select 1 from ditio_expected e where e.name = ? and e.id = s.%2$s and e.version = %1$s))""";

    private static final String NEWER_ROWS =
            """
            select s.%2$s from %4$s s join %1$s t on t.%2$s = s.%2$s where s.%3$s < t.%3$s and %5$s""";
    private static final String DELETIONS =
            """
            select s.%1$s, s.%2$s is null or s.%2$s > k.deleted_at, %4$s
            from %3$s s join ditio_deleted k on k.id = s.%1$s where k.stream = ?""";

    private final Connection connection;
    private final StreamSql statements;
    private final String stream;
    private final Table table;
    private final Optional<ReconcilePass> pass;
    private final String stage;
    private final List<Reject> rejected = new ArrayList<>();
    private final Set<String> restored = new HashSet<>();
    private final Halving halving;

    Merge(Connection connection, StreamSql statements, String stream, Table table, Optional<ReconcilePass> pass) {
        this.connection = connection;
        this.statements = statements;
        this.stream = stream;
        this.table = table;
        this.pass = pass;
        this.stage = ColumnSql.stage(table);
        this.halving = new Halving(
                connection,
                (record, refusal) ->
                        rejected.add(reject(record, statements.dialect().reason(refusal))));
    }

    MergeResult run(List<DitioRecord> upserts, List<DitioRecord> deletes) throws SQLException {
        Set<String> upserted = upserts.isEmpty() ? Set.of() : upserted(withId(upserts));
        Set<String> deleted = new HashSet<>();
        Tombstones tombstones = new Tombstones(connection, statements);
        halving.run(withId(deletes), part -> {
            if (!part.isEmpty()) {
                tombstones.apply(stream, table, part, deleted);
            }
        });
        restored.retainAll(upserted);
        return new MergeResult(only(upserts, upserted), only(deletes, deleted), rejected, only(upserts, restored));
    }

    /** Rejects records without an id, which have no key, and returns the others. */
    private List<DitioRecord> withId(List<DitioRecord> records) {
        records.stream()
                .filter(record -> record.id().isEmpty())
                .forEach(record -> rejected.add(reject(record, "no id: a record is stored under its id")));
        return records.stream().filter(record -> !record.id().isEmpty()).toList();
    }

    private Reject reject(DitioRecord record, String reason) {
        return new Reject(stream, record.id(), reason, record.toString());
    }

    private Set<String> upserted(List<DitioRecord> upserts) throws SQLException {
        Jdbc.execute(connection, statements.createStage(table, stage));
        // In the order of ids, two writers of the same rows wait for each other instead of deadlocking.
        List<DitioRecord> sorted = new ArrayList<>(upserts);
        sorted.sort(Comparator.comparing(DitioRecord::id));
        Set<String> changed = new HashSet<>();
        halving.run(sorted, part -> upsert(part, changed));
        fillAdded(only(sorted, changed));
        return changed;
    }

    /**
     * Fills columns that were added after this run read the table's columns. The table's rows are now locked against a
     * change of the table, and whoever fills a column that is added later sees them.
     */
    private void fillAdded(List<DitioRecord> stored) throws SQLException {
        if (stored.isEmpty()) {
            return;
        }
        Table now = Tables.read(connection, statements.dialect(), table.name());
        List<Column> added = Stream.concat(now.columns().stream(), now.candidates().stream())
                .filter(column -> table.fields().place(column.field()) == null)
                .toList();
        if (!added.isEmpty()) {
            new ColumnFill(connection, statements, now).fillStored(added, stored);
        }
    }

    private void upsert(List<DitioRecord> records, Set<String> changed) throws SQLException {
        Jdbc.execute(connection, "delete from " + stage);
        new ColumnValues(table).copy(connection, statements.dialect(), stage, records);
        if (pass.isPresent()) {
            goBack(pass.get());
        }
        weighAgainstTombstones();
        try (PreparedStatement merge = connection.prepareStatement(statements.merge(table, stage))) {
            Jdbc.ids(merge, changed);
        }
    }

    /**
     * Sets the time of rows that are newer than their record at Ditio to that of the record, which then replaces them.
     */
    private void goBack(ReconcilePass load) throws SQLException {
        String id = ColumnSql.id(table);
        String modified = ColumnSql.modified(table);
        String rows = Jdbc.quote(table.name());
        String sql = NEWER_ROWS.formatted(rows, id, modified, stage, WAS_THERE.formatted("t." + modified, id));
        List<String> newer = Jdbc.list(connection, sql, row -> row.getString(1), load.liveSince(), load.name());
        restored.addAll(newer);
        change(
                "update %1$s t set %3$s = (select s.%3$s from %4$s s where s.%2$s = t.%2$s) where t.%2$s = any(?)"
                        .formatted(rows, id, modified, stage),
                newer);
    }

    /** Compares with tombstones: a deletion yields to a newer version, and any other version to the deletion. */
    private void weighAgainstTombstones() throws SQLException {
        String wasThere = pass.isPresent() ? WAS_THERE.formatted("k.deleted_at", ColumnSql.id(table)) : "false";
        String sql = DELETIONS.formatted(ColumnSql.id(table), ColumnSql.modified(table), stage, wasThere);
        List<Object> values = new ArrayList<>();
        pass.ifPresent(load -> {
            values.add(load.liveSince());
            values.add(load.name());
        });
        values.add(stream);
        List<String> alive = new ArrayList<>();
        List<String> dead = new ArrayList<>();
        Jdbc.list(connection, sql, row -> (isAlive(row) ? alive : dead).add(row.getString(1)), values.toArray());
        change("delete from ditio_deleted where id = any(?) and stream = ?", alive, stream);
        change("delete from " + stage + " where " + ColumnSql.id(table) + " = any(?)", dead);
    }

    private boolean isAlive(ResultSet row) throws SQLException {
        boolean newer = row.getBoolean(2);
        boolean wasThere = row.getBoolean(3);
        if (!newer && wasThere) {
            restored.add(row.getString(1));
        }
        return newer || wasThere;
    }

    private void change(String sql, List<String> ids, Object... more) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Jdbc.array(connection, ids.stream()));
            for (int place = 0; place < more.length; place++) {
                statement.setObject(place + 2, more[place]);
            }
            statement.executeUpdate();
        }
    }

    private static List<DitioRecord> only(List<DitioRecord> records, Set<String> ids) {
        return records.stream().filter(record -> ids.contains(record.id())).toList();
    }
}
