package no.ditioroutes.stream.tables;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.database.Transaction;
import no.ditioroutes.ditio.DitioRecord;

/** Repository of the rows of streams' tables, as written and compared in a page's transaction. */
public final class StreamRows {

    private final StreamSql statements;

    public StreamRows(Database database) {
        this.statements = StreamSql.of(database.dialect());
    }

    /**
     * Stores live records and deletions; each id may occur once. An older version never overwrites a newer one or
     * restores a deleted row, and a version that is already stored is not written again.
     *
     * <p>Records that the database rejects are returned; only {@link Rejects#add} stores them.
     *
     * @param pass set for a page of a reconciling load, whose live records also override newer versions and deletions
     *     that existed before the load began
     */
    public MergeResult merge(
            Transaction transaction,
            String stream,
            Table table,
            List<DitioRecord> upserts,
            List<DitioRecord> deletes,
            Optional<ReconcilePass> pass) {
        return transaction.call(
                "storing " + (upserts.size() + deletes.size()) + " records in the table " + table.name(),
                connection -> new Merge(connection, statements, stream, table, pass).run(upserts, deletes));
    }

    /** Marks columns as Ditio's, since a record has their fields; returns the table with them. */
    public Table adopt(Transaction transaction, Table table, List<Column> columns) {
        return transaction.call("adding columns of " + table.name() + " to those that Ditio fills", connection -> {
            new ColumnMemory(connection, table.name()).adopt(columns);
            return table.with(columns);
        });
    }

    /** Returns which of the ids of these records the table has. */
    public Set<String> stored(Transaction transaction, Table table, List<DitioRecord> records) {
        String sql =
                "select %1$s from %2$s where %1$s = any(?)".formatted(ColumnSql.id(table), Jdbc.quote(table.name()));
        return transaction.call(
                "looking for " + records.size() + " ids in the table " + table.name(),
                connection -> new HashSet<>(Jdbc.list(
                        connection,
                        sql,
                        row -> row.getString(1),
                        Jdbc.array(connection, records.stream().map(DitioRecord::id)))));
    }

    /** Returns those of these records that the table has in exactly this version, and locks their rows. */
    public List<DitioRecord> current(Transaction transaction, Table table, List<DitioRecord> records) {
        return transaction.call(
                "comparing " + records.size() + " records with the table " + table.name(),
                connection -> new CurrentVersions(connection, statements.dialect(), table).of(records));
    }

    /** Returns those of these records that are deleted from the table, and locks their tombstones. */
    public List<DitioRecord> deleted(Transaction transaction, String stream, Table table, List<DitioRecord> records) {
        return transaction.call(
                "comparing " + records.size() + " deletions with the table " + table.name(),
                connection -> new CurrentVersions(connection, statements.dialect(), table).deleted(stream, records));
    }

    /**
     * Writes a record of a stream to its table as a run does, and deletes it again; must not be committed.
     *
     * @throws no.ditioroutes.UserFacingException if a run could not write there
     */
    public void testWriting(Transaction transaction, String stream, Table table) {
        transaction.call("writing a record to the table " + table.name() + " (rolled back)", connection -> {
            new WriteTest(connection, statements).run(stream, table);
            return true;
        });
    }
}
