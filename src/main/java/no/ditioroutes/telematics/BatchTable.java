package no.ditioroutes.telematics;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import no.ditioroutes.database.Dialect;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.telematics.StateBatch.Status;

/** The table of what goes to Ditio in one request. Batches are numbered by file, which is known by the number of its content. */
final class BatchTable {

    private static final List<String> COLUMNS =
            List.of("import_id", "number", "company_id", "project_id", "status", "changed_at");

    private final Dialect dialect;
    private final StateTable states;

    BatchTable(Dialect dialect, StateTable states) {
        this.dialect = dialect;
        this.states = states;
    }

    /** Returns the batches of a file without an answer, with their rows. */
    List<StateBatch> unsettled(Connection connection, long file) throws SQLException {
        String sql = "select * from ditio_import_batch where import_id = ? and status in ('open', 'posting')"
                + " order by number";
        return Jdbc.list(
                connection,
                sql,
                row -> {
                    int number = row.getInt("number");
                    return new StateBatch(
                            number,
                            new ProjectName(row.getString("company_id"), row.getString("project_id")),
                            states.of(connection, file, number),
                            status(row),
                            row.getString("looked"),
                            row.getString("left_by"));
                },
                file);
    }

    /** Returns the highest number; 0 if there is none. */
    int lastNumber(Connection connection, long file) throws SQLException {
        String sql = "select coalesce(max(number), 0) from ditio_import_batch where import_id = ?";
        return Jdbc.list(connection, sql, row -> row.getInt(1), file).get(0);
    }

    /** Returns the contents of other files that left some without an answer. */
    List<String> othersUnsettled(Connection connection, long file) throws SQLException {
        String sql = "select distinct i.digest from ditio_import_batch b join ditio_import_file i on i.id = b.import_id"
                + " where b.status in ('open', 'posting') and i.id <> ?";
        return Jdbc.list(connection, sql, row -> row.getString(1), file);
    }

    /** Takes over what another file left without an answer. */
    void adopt(Connection connection, long file, String digest) throws SQLException {
        int above = lastNumber(connection, file);
        String theirs = "import_id = (select id from ditio_import_file where digest = ?)";
        String unsettled =
                "select number from ditio_import_batch where " + theirs + " and status in ('open', 'posting')";
        Jdbc.update(
                connection,
                "update ditio_state set import_id = ?, batch = batch + ? where " + theirs + " and batch in ("
                        + unsettled + ")",
                file,
                above,
                digest,
                digest);
        Jdbc.update(
                connection,
                "update ditio_import_batch set import_id = ?, number = number + ?, left_by = coalesce(left_by,"
                        + " (select name from ditio_import_file where digest = ?)) where " + theirs
                        + " and status in ('open', 'posting')",
                file,
                above,
                digest,
                digest);
    }

    /** Returns whether another request to the project of a batch was under way since that left. */
    boolean isAmongOthers(Connection connection, long file, int number) throws SQLException {
        String sql =
                """
                select 1 from ditio_import_batch b join ditio_import_batch o
                    on o.company_id = b.company_id and o.project_id = b.project_id
                        and (o.import_id <> b.import_id or o.number <> b.number)
                where b.import_id = ? and b.number = ? and (o.status = 'posting'
                    or (o.status in ('sent', 'held') and o.changed_at > b.changed_at)) limit 1""";
        return !Jdbc.list(connection, sql, row -> true, file, number).isEmpty();
    }

    /** Returns whether any file has a batch of this project. */
    boolean has(Connection connection, ProjectName project) throws SQLException {
        String sql = "select 1 from ditio_import_batch where company_id = ? and project_id = ? limit 1";
        return !Jdbc.list(connection, sql, row -> true, project.companyId(), project.projectId())
                .isEmpty();
    }

    void add(Connection connection, long file, List<StateBatch> batches) throws SQLException {
        String id = Long.toString(file);
        String now = Instant.now().toString();
        dialect.copyTexts(connection, "ditio_import_batch", COLUMNS, () -> batches.stream()
                .map(batch -> new String[] {
                    id,
                    Integer.toString(batch.number()),
                    batch.project().companyId(),
                    batch.project().projectId(),
                    text(batch.status()),
                    now
                })
                .iterator());
    }

    /** Notes that a batch leaves; returns false if it is not there any more, or has its answer. */
    boolean posting(Connection connection, long file, int number, String snapshot) throws SQLException {
        String sql = "update ditio_import_batch set status = 'posting', looked = ?, changed_at = " + dialect.clock()
                + " where import_id = ? and number = ? and status in ('open', 'posting')";
        return Jdbc.update(connection, sql, snapshot, file, number) > 0;
    }

    void settle(Connection connection, long file, int number, Status status) throws SQLException {
        String sql = "update ditio_import_batch set status = ?, changed_at = " + dialect.clock()
                + " where import_id = ? and number = ?";
        Jdbc.update(connection, sql, text(status), file, number);
    }

    void delete(Connection connection, long file, int number) throws SQLException {
        Jdbc.update(connection, "delete from ditio_import_batch where import_id = ? and number = ?", file, number);
    }

    private static String text(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    static Status status(ResultSet row) throws SQLException {
        return Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT));
    }
}
