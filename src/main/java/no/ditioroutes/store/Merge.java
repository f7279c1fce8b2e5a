package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import no.ditioroutes.ditio.DitioRecord;

/**
 * Brings a block of records into a table. Records the database refuses are found by halving and left out; all others are
 * stored.
 */
final class Merge {

    private final Connection connection;
    private final Dialect dialect;
    private final String stream;
    private final Table table;
    private final String stage;
    private final List<Reject> rejected = new ArrayList<>();

    Merge(Connection connection, Dialect dialect, String stream, Table table) {
        this.connection = connection;
        this.dialect = dialect;
        this.stream = stream;
        this.table = table;
        this.stage = stage(table);
    }

    /** Another set of columns is another stage; a session keeps each for all its transactions. */
    private static String stage(Table table) {
        return Sql.quote("ditio_stage_" + Integer.toHexString(table.name().hashCode())
                + Integer.toHexString(table.columns().hashCode()));
    }

    Merged run(List<DitioRecord> upserts, List<DitioRecord> deletes) throws SQLException {
        Set<String> upserted = upserts.isEmpty() ? Set.of() : upserted(upserts);
        Set<String> deleted = new HashSet<>();
        if (!deletes.isEmpty()) {
            Tombstones tombstones = new Tombstones(connection, dialect);
            halving(deletes, deleted, (part, changed) -> tombstones.apply(stream, table, part, changed));
        }
        return new Merged(only(upserts, upserted), only(deletes, deleted), rejected);
    }

    private Set<String> upserted(List<DitioRecord> upserts) throws SQLException {
        execute(dialect.createStage(table, stage));
        // In the order of ids two writers of the same rows wait for each other instead of locking each other out.
        List<DitioRecord> sorted = new ArrayList<>(upserts);
        sorted.sort(Comparator.comparing(DitioRecord::id));
        Set<String> changed = new HashSet<>();
        halving(sorted, changed, this::upsert);
        return changed;
    }

    private void upsert(List<DitioRecord> records, Set<String> changed) throws SQLException {
        execute("delete from " + stage);
        dialect.fill(connection, table, stage, records);
        weighAgainstTombstones();
        try (PreparedStatement merge = connection.prepareStatement(dialect.merge(table, stage))) {
            Rows.ids(merge, changed);
        }
    }

    /** A deletion yields to a newer version, and any other version to it. */
    private void weighAgainstTombstones() throws SQLException {
        String sql =
                "select s.%1$s, s.%2$s is null or s.%2$s > k.deleted_at from %3$s s join ditio_deleted k on k.stream = ? and k.id = s.%1$s"
                        .formatted(Sql.id(table), Sql.modified(table), stage);
        List<String> alive = new ArrayList<>();
        List<String> dead = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, stream);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    (row.getBoolean(2) ? alive : dead).add(row.getString(1));
                }
            }
        }
        remove("delete from ditio_deleted where id = any(?) and stream = ?", alive, stream);
        remove("delete from " + stage + " where " + Sql.id(table) + " = any(?)", dead);
    }

    private void remove(String sql, List<String> ids, Object... more) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setArray(1, Rows.array(connection, ids.stream()));
            for (int place = 0; place < more.length; place++) {
                delete.setObject(place + 2, more[place]);
            }
            delete.executeUpdate();
        }
    }

    /** Does a step with all records, or with as many as the database takes. */
    private void halving(List<DitioRecord> records, Set<String> changed, Step step) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            step.apply(records, changed);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            if (!Trouble.isOfData(e)) {
                throw e;
            }
            connection.rollback(before);
            halve(records, changed, step, e);
        }
    }

    private void halve(List<DitioRecord> records, Set<String> changed, Step step, SQLException refusal)
            throws SQLException {
        if (records.size() == 1) {
            DitioRecord record = records.get(0);
            rejected.add(new Reject(stream, record.id(), dialect.reason(refusal), record.toString()));
            return;
        }
        int middle = records.size() / 2;
        halving(records.subList(0, middle), changed, step);
        halving(records.subList(middle, records.size()), changed, step);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<DitioRecord> only(List<DitioRecord> records, Set<String> ids) {
        return records.stream().filter(record -> ids.contains(record.id())).toList();
    }

    /** Stores records and adds the ids of those that changed something. */
    @FunctionalInterface
    private interface Step {

        void apply(List<DitioRecord> records, Set<String> changed) throws SQLException;
    }
}
