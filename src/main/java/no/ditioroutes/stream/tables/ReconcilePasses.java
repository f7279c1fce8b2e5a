package no.ditioroutes.stream.tables;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.database.Transaction;

/** The reconciling loads that are going on, each under the name of its cursor, and what is gone at the end of one. */
public final class ReconcilePasses {

    private final Database database;

    public ReconcilePasses(Database database) {
        this.database = database;
    }

    public Optional<ReconcilePass> find(String name) {
        return database.call(
                "reading the reconciling load " + name, connection -> new ExpectedRows(connection).find(name));
    }

    /**
     * Begins a load, or begins it anew: notes what the table has now, and sets its cursor, in one transaction. To be done
     * before its first page is asked for.
     *
     * @param liveSinceOrNull what the stream's own run may bring meanwhile is not older; null if it brings nothing
     */
    public ReconcilePass begin(
            Cursor cursor, String stream, Table table, ReconcileWindow window, Instant liveSinceOrNull) {
        return begin(cursor.name(), Optional.of(cursor), stream, table, window, liveSinceOrNull);
    }

    /** The same for one that keeps no cursor. */
    public ReconcilePass begin(
            String name, String stream, Table table, ReconcileWindow window, Instant liveSinceOrNull) {
        return begin(name, Optional.empty(), stream, table, window, liveSinceOrNull);
    }

    private ReconcilePass begin(
            String name,
            Optional<Cursor> cursor,
            String stream,
            Table table,
            ReconcileWindow window,
            Instant liveSinceOrNull) {
        return database.inTransaction(transaction -> {
            cursor.ifPresent(replaced -> new Cursors(database).replace(transaction, replaced));
            return transaction.call("noting the rows of " + table.name(), connection -> new ExpectedRows(connection)
                    .note(name, stream, table, window, liveSinceOrNull));
        });
    }

    /** Returns the names of the dry runs of a stream that noted something: those that are going on, and those that were killed. */
    public List<String> dryRuns(String stream) {
        String sql = "select name from ditio_reconcile where name like ?";
        return database.call(
                "looking for dry runs of " + stream,
                connection -> Jdbc.list(connection, sql, row -> row.getString(1), stream + "@%+dry-run"));
    }

    /** Ends a load; its cursor stays. */
    public void end(String name) {
        database.inTransaction("ending the reconciling load " + name, connection -> {
            new ExpectedRows(connection).forget(name);
            return true;
        });
    }

    /** Removes the ids that a page showed from those that a load expects. */
    public void strike(Transaction transaction, String name, Set<String> ids) {
        transaction.call("striking " + ids.size() + " ids", connection -> {
            new ExpectedRows(connection).strike(name, ids);
            return true;
        });
    }

    /** Returns the rows of the window that no page showed, and that did not change since they were noted. */
    public List<GoneRow> gone(String name, Table table, ReconcileWindow window) {
        return database.call(
                "looking for rows of " + table.name() + " that Ditio no longer has",
                connection -> new ExpectedRows(connection).gone(name, table, window));
    }

    /** Whether the table has rows, or deletions of the stream are kept: without any there is nothing to reconcile. */
    public boolean isNeeded(String stream, Table table) {
        String sql = "select 1 from (select %s from %s limit 1) t union all select 1 from"
                        .formatted(ColumnSql.id(table), Jdbc.quote(table.name()))
                + " (select id from ditio_deleted where stream = ? limit 1) k";
        return database.call("looking for rows of " + table.name(), connection -> !Jdbc.list(
                        connection, sql, row -> row.getInt(1), stream)
                .isEmpty());
    }
}
