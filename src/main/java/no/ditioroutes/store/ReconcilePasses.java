package no.ditioroutes.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The reconciling loads that are going on, each under the name of its cursor, and what is gone at the end of one. */
public final class ReconcilePasses {

    private final Store store;

    public ReconcilePasses(Store store) {
        this.store = store;
    }

    public Optional<ReconcilePass> find(String name) {
        return store.call(
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
        try (Unit unit = store.begin()) {
            cursor.ifPresent(unit::replace);
            ReconcilePass pass = unit.note(name, stream, table, window, liveSinceOrNull);
            unit.commit();
            return pass;
        }
    }

    /** Returns the names of the dry runs of a stream that noted something: those that are going on, and those that were killed. */
    public List<String> dryRuns(String stream) {
        String sql = "select name from ditio_reconcile where name like ?";
        return store.call(
                "looking for dry runs of " + stream,
                connection -> Jdbc.list(connection, sql, row -> row.getString(1), stream + "@%+dry-run"));
    }

    /** Ends a load; its cursor stays. */
    public void end(String name) {
        try (Unit unit = store.begin()) {
            unit.endReconcile(name);
            unit.commit();
        }
    }

    /** The rows of the window that no page showed, and that did not change since they were noted. */
    public List<GoneRow> gone(String name, Table table, ReconcileWindow window) {
        return store.call(
                "looking for rows of " + table.name() + " that Ditio no longer has",
                connection -> new ExpectedRows(connection).gone(name, table, window));
    }

    /** Whether the table has rows, or deletions of the stream are kept: without any there is nothing to reconcile. */
    public boolean isNeeded(String stream, Table table) {
        String sql = "select 1 from (select %s from %s limit 1) t union all select 1 from"
                        .formatted(Sql.id(table), Sql.quote(table.name()))
                + " (select id from ditio_deleted where stream = ? limit 1) k";
        return store.call("looking for rows of " + table.name(), connection -> !Jdbc.list(
                        connection, sql, row -> row.getInt(1), stream)
                .isEmpty());
    }
}
