package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The table of what goes to Ditio in one request, seen from one file. */
final class StateBatches {

    private static final List<String> COLUMNS =
            List.of("import_id", "number", "company_id", "project_id", "status", "changed_at");

    private final Connection connection;
    private final Dialect dialect;
    private final long importId;

    StateBatches(Connection connection, Dialect dialect, long importId) {
        this.connection = connection;
        this.dialect = dialect;
        this.importId = importId;
    }

    /** With their rows. */
    List<StateBatch> unsettled() throws SQLException {
        String sql = "select * from ditio_import_batch where import_id = ? and status in ('open', 'posting')"
                + " order by number";
        return Jdbc.list(connection, sql, this::batch, importId);
    }

    private StateBatch batch(ResultSet row) throws SQLException {
        int number = row.getInt("number");
        return new StateBatch(
                number,
                row.getString("company_id"),
                row.getString("project_id"),
                status(row),
                row.getString("looked"),
                row.getString("left_by"),
                new StateRows(connection, dialect).of(importId, number));
    }

    /** The highest number; 0 where there is none. */
    int lastNumber() throws SQLException {
        String sql = "select coalesce(max(number), 0) from ditio_import_batch where import_id = ?";
        return Jdbc.list(connection, sql, row -> row.getInt(1), importId).get(0);
    }

    /** The contents of other files that left some without an answer. */
    List<String> othersUnsettled() throws SQLException {
        String sql = "select distinct i.digest from ditio_import_batch b join ditio_import_file i on i.id = b.import_id"
                + " where b.status in ('open', 'posting') and i.id <> ?";
        return Jdbc.list(connection, sql, row -> row.getString(1), importId);
    }

    /** Takes over what a file left without an answer. */
    void adopt(String digest) throws SQLException {
        int above = lastNumber();
        String theirs = "import_id = (select id from ditio_import_file where digest = ?)";
        String unsettled =
                "select number from ditio_import_batch where " + theirs + " and status in ('open', 'posting')";
        Jdbc.update(
                connection,
                "update ditio_state set import_id = ?, batch = batch + ? where " + theirs + " and batch in ("
                        + unsettled + ")",
                importId,
                above,
                digest,
                digest);
        Jdbc.update(
                connection,
                "update ditio_import_batch set import_id = ?, number = number + ?, left_by = coalesce(left_by,"
                        + " (select name from ditio_import_file where digest = ?)) where " + theirs
                        + " and status in ('open', 'posting')",
                importId,
                above,
                digest,
                digest);
    }

    boolean isAmongOthers(int number) throws SQLException {
        String sql =
                """
                select 1 from ditio_import_batch b join ditio_import_batch o
                    on o.company_id = b.company_id and o.project_id = b.project_id
                        and (o.import_id <> b.import_id or o.number <> b.number)
                where b.import_id = ? and b.number = ? and (o.status = 'posting'
                    or (o.status in ('sent', 'held') and o.changed_at > b.changed_at)) limit 1""";
        return !Jdbc.list(connection, sql, row -> true, importId, number).isEmpty();
    }

    /** Whether any file has a batch of this project. */
    boolean has(String companyId, String projectId) throws SQLException {
        String sql = "select 1 from ditio_import_batch where company_id = ? and project_id = ? limit 1";
        return !Jdbc.list(connection, sql, row -> true, companyId, projectId).isEmpty();
    }

    void add(List<StateBatch> batches) throws SQLException {
        String id = Long.toString(importId);
        String now = Instant.now().toString();
        dialect.copyTexts(connection, "ditio_import_batch", COLUMNS, () -> batches.stream()
                .map(batch -> new String[] {
                    id,
                    Integer.toString(batch.number()),
                    batch.companyId(),
                    batch.projectId(),
                    text(batch.status()),
                    now
                })
                .iterator());
    }

    /** False where it is not there any more, or has its answer. */
    boolean posting(int number, String looked) throws SQLException {
        String sql = "update ditio_import_batch set status = 'posting', looked = ?, changed_at = " + dialect.clock()
                + " where import_id = ? and number = ? and status in ('open', 'posting')";
        return Jdbc.update(connection, sql, looked, importId, number) > 0;
    }

    void settle(int number, BatchStatus status) throws SQLException {
        String sql = "update ditio_import_batch set status = ?, changed_at = " + dialect.clock()
                + " where import_id = ? and number = ?";
        Jdbc.update(connection, sql, text(status), importId, number);
    }

    void delete(int number) throws SQLException {
        Jdbc.update(connection, "delete from ditio_import_batch where import_id = ? and number = ?", importId, number);
    }

    private static String text(BatchStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    static BatchStatus status(ResultSet row) throws SQLException {
        return BatchStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
    }
}
