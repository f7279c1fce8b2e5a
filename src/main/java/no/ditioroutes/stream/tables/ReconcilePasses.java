package no.ditioroutes.stream.tables;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.database.Transaction;

/**
 * Repository of the reconciling loads in progress, each under the name of its cursor, and of the rows gone at the end
 * of one.
 */
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
     * Begins or restarts a load: notes the current rows of the table, and sets its cursor, in one transaction. Must be
     * called before its first page is requested.
     *
     * @param liveSinceOrNull lower bound of the versions that the stream's own run may store meanwhile; null if it
     *     stores none
     */
    public ReconcilePass begin(
            Cursor cursor, String stream, Table table, ReconcileWindow window, Instant liveSinceOrNull) {
        return begin(cursor.name(), Optional.of(cursor), stream, table, window, liveSinceOrNull);
    }

    /** Begins a load that keeps no cursor. */
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

    /** Returns the names of the dry runs of a stream that noted rows: those in progress, and those that were killed. */
    public List<String> dryRuns(String stream) {
        String sql = "select name from ditio_reconcile where name like ?";
        return database.call(
                "looking for dry runs of " + stream,
                connection -> Jdbc.list(connection, sql, row -> row.getString(1), stream + "@%+dry-run"));
    }

    /** Ends a load; its cursor is kept. */
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

    /** Returns the rows of the window that no page showed and that have not changed since they were noted. */
    public List<GoneRow> gone(String name, Table table, ReconcileWindow window) {
        return database.call(
                "looking for rows of " + table.name() + " that Ditio no longer has",
                connection -> new ExpectedRows(connection).gone(name, table, window));
    }

    /**
     * Returns whether the table has rows, or deletions of the stream are stored: else there is nothing to reconcile.
     */
    public boolean isNeeded(String stream, Table table) {
        String sql = "select 1 from (select %s from %s limit 1) t union all select 1 from"
                        .formatted(ColumnSql.id(table), Jdbc.quote(table.name()))
                + " (select id from ditio_deleted where stream = ? limit 1) k";
        return database.call("looking for rows of " + table.name(), connection -> !Jdbc.list(
                        connection, sql, row -> row.getInt(1), stream)
                .isEmpty());
    }
}
