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
 * The rows and versions that a table had before a reconciling load, less those shown on its pages.
 *
 * <p>Rows outside of the window are noted too, if the stream's own run might replace them meanwhile, and so are
 * deletions. If a stored version is newer than the one on a page, Ditio went back, provided that the stored version was
 * there before the first page; otherwise it was stored meanwhile, and is kept.
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
     * Notes the current rows, replacing those noted before under this name.
     *
     * @param liveSinceOrNull lower bound of the versions that the stream's own run may store meanwhile
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

    /** Removes the ids shown on a page. */
    void strike(String name, Set<String> ids) throws SQLException {
        Jdbc.update(
                connection,
                "delete from ditio_expected where name = ? and id = any(?)",
                name,
                Jdbc.array(connection, ids.stream()));
    }

    /** Returns the rows that no page showed and that have not changed since they were noted. */
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
