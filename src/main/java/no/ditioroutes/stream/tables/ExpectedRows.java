package no.ditioroutes.stream.tables;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.ditioroutes.database.Jdbc;

/**
 * The rows that a table had before a reconciling load, in which version, less those its pages showed.
 *
 * <p>Rows outside of the window are noted too, as far as the stream's own run might replace them meanwhile, and so are
 * deletions: a stored version that is newer than what a page shows is one that Ditio went back behind, if it was there
 * before the first page; else it came since, and stays.
 */
final class ExpectedRows {

    private static final String NOTE_ROWS =
            """
            insert into ditio_expected (name, id, version, in_window)
            select cast(? as varchar), t.%2$s, t.%3$s, %4$s from %1$s t where %4$s or %5$s""";
    private static final String NOTE_DELETIONS =
            """
            insert into ditio_expected (name, id, version, in_window)
            select cast(? as varchar), k.id, k.deleted_at, false from ditio_deleted k
            where k.stream = ? and %s
                and not exists (select 1 from ditio_expected e where e.name = ? and e.id = k.id)""";
    private static final String GONE =
            """
            select e.id, e.version from ditio_expected e join %1$s t on t.%2$s = e.id
            where e.name = ? and e.in_window and t.%3$s is not distinct from e.version and %4$s
            order by e.id""";

    private final Connection connection;

    ExpectedRows(Connection connection) {
        this.connection = connection;
    }

    Optional<ReconcilePass> find(String name) throws SQLException {
        return Jdbc.list(
                        connection,
                        "select * from ditio_reconcile where name = ?",
                        row -> new ReconcilePass(name, Jdbc.instant(row, "live_since"), row.getLong("window_rows")),
                        name)
                .stream()
                .findFirst();
    }

    /**
     * Notes what there is now, in the place of what was noted before under this name.
     *
     * @param liveSinceOrNull what the stream's own run may bring meanwhile is not older
     */
    ReconcilePass note(String name, String stream, Table table, ReconcileWindow window, Instant liveSinceOrNull)
            throws SQLException {
        forget(name);
        noteRows(name, table, window, liveSinceOrNull);
        noteDeletions(name, stream, liveSinceOrNull);
        List<Long> rows = Jdbc.list(
                connection,
                "select count(*) from ditio_expected where name = ? and in_window",
                row -> row.getLong(1),
                name);
        ReconcilePass pass = new ReconcilePass(name, Jdbc.kept(liveSinceOrNull), rows.get(0));
        Jdbc.update(
                connection,
                "insert into ditio_reconcile (name, live_since, window_rows) values (?, ?, ?)",
                name,
                pass.liveSince(),
                pass.rows());
        return pass;
    }

    private void noteRows(String name, Table table, ReconcileWindow window, Instant liveSince) throws SQLException {
        String modified = ColumnSql.modified(table);
        String recent = liveSince == null ? "true" : "t.%1$s >= ? or t.%1$s is null".formatted(modified);
        String sql = NOTE_ROWS.formatted(
                Jdbc.quote(table.name()), ColumnSql.id(table), modified, window.condition(), recent);
        List<Object> values = new ArrayList<>(List.of(name));
        values.addAll(Arrays.asList(window.values()));
        values.addAll(Arrays.asList(window.values()));
        if (liveSince != null) {
            values.add(liveSince);
        }
        Jdbc.update(connection, sql, values.toArray());
    }

    private void noteDeletions(String name, String stream, Instant liveSince) throws SQLException {
        if (liveSince == null) {
            Jdbc.update(connection, NOTE_DELETIONS.formatted("true"), name, stream, name);
        } else {
            Jdbc.update(connection, NOTE_DELETIONS.formatted("k.deleted_at >= ?"), name, stream, liveSince, name);
        }
    }

    /** Takes away what a page showed. */
    void strike(String name, Set<String> ids) throws SQLException {
        Jdbc.update(
                connection,
                "delete from ditio_expected where name = ? and id = any(?)",
                name,
                Jdbc.array(connection, ids.stream()));
    }

    /** The rows that no page showed and that are still as they were noted. */
    List<GoneRow> gone(String name, Table table, ReconcileWindow window) throws SQLException {
        String sql = GONE.formatted(
                Jdbc.quote(table.name()), ColumnSql.id(table), ColumnSql.modified(table), window.condition());
        List<Object> values = new ArrayList<>(List.of(name));
        values.addAll(Arrays.asList(window.values()));
        return Jdbc.list(
                connection,
                sql,
                row -> new GoneRow(row.getString("id"), Jdbc.instant(row, "version")),
                values.toArray());
    }

    void forget(String name) throws SQLException {
        Jdbc.update(connection, "delete from ditio_expected where name = ?", name);
        Jdbc.update(connection, "delete from ditio_reconcile where name = ?", name);
    }
}
