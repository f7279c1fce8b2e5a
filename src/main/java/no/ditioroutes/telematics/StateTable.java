package no.ditioroutes.telematics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import no.ditioroutes.database.Dialect;
import no.ditioroutes.database.Dialect.Product;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.ditio.MachineState;
import no.ditioroutes.telematics.Ledger.Match;

/** The table of machine states that were sent to Ditio, or are about to be. */
final class StateTable {

    private static final List<String> KEY =
            List.of("company_id", "machine_id", "start_time", "end_time", "state", "project_id");
    private static final String STAGE = "ditio_state_stage";

    /** Joins rows with the same intervals of the ledger. */
    private static final String SAME_ON_H2 =
            "join ditio_state l using (company_id, machine_id, start_time, end_time, state, project_id)";

    private static final String SAME_ON_POSTGRESQL =
            """
            join lateral (
                select * from ditio_state t
                where t.company_id = s.company_id and t.machine_id = s.machine_id
                    and t.start_time = s.start_time and t.end_time = s.end_time
                    and t.state = s.state and t.project_id = s.project_id limit 1) l on true""";

    /** Joins rows with intervals of the same machine that share a moment with them. */
    private static final String MEETING_ON_H2 =
            """
            join ditio_state l
                on l.company_id = s.company_id and l.machine_id = s.machine_id
                    and l.start_time < s.end_time and l.end_time > s.start_time""";

    /** Asks for one row: if intervals do not overlap, the last one that starts before the end of a row. */
    private static final String MEETING_ON_POSTGRESQL =
            """
            join lateral (
                select * from ditio_state t
                where t.company_id = s.company_id and t.machine_id = s.machine_id and t.start_time < s.end_time
                order by t.start_time desc, t.end_time desc limit 1) l on l.end_time > s.start_time""";

    private static final String ORIGIN =
            """
             join ditio_import_batch b on b.import_id = l.import_id and b.number = l.batch
             join ditio_import_file i on i.id = l.import_id
            order by s.line""";

    private final Dialect dialect;

    StateTable(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Makes what {@link #same} and {@link #meeting} need, once a session. */
    void createStage(Connection connection) throws SQLException {
        String text = dialect.exactTextType();
        Jdbc.execute(
                connection,
                dialect.createStage(
                        STAGE,
                        """
                        company_id %1$s, machine_id %1$s, start_time timestamp with time zone,
                        end_time timestamp with time zone, state %1$s, project_id %1$s, line bigint"""
                                .formatted(text)));
    }

    /** Returns the same intervals of the ledger. */
    List<Match> same(Connection connection, List<StateRow> rows) throws SQLException {
        return matches(connection, rows, dialect.product() == Product.H2 ? SAME_ON_H2 : SAME_ON_POSTGRESQL);
    }

    /** Returns intervals of the ledger that share a moment with a row. */
    List<Match> meeting(Connection connection, List<StateRow> rows) throws SQLException {
        return matches(connection, rows, dialect.product() == Product.H2 ? MEETING_ON_H2 : MEETING_ON_POSTGRESQL);
    }

    private List<Match> matches(Connection connection, List<StateRow> rows, String join) throws SQLException {
        if (rows.isEmpty()) {
            return List.of();
        }
        stage(connection, rows);
        String sql = "select s.line as own_line, l.*, b.status, i.name from " + STAGE + " s " + join + ORIGIN;
        return Jdbc.list(
                connection,
                sql,
                row -> new Match(
                        row.getLong("own_line"),
                        state(row),
                        BatchTable.status(row),
                        row.getString("name"),
                        row.getLong("line")));
    }

    private void stage(Connection connection, List<StateRow> rows) throws SQLException {
        Jdbc.update(connection, "delete from " + STAGE);
        List<String> columns = new ArrayList<>(KEY);
        columns.add("line");
        dialect.copyTexts(connection, STAGE, columns, () -> rows.stream()
                .map(StateTable::texts)
                .iterator());
    }

    /** Returns the end of the last interval of a machine. */
    Optional<Instant> lastEnd(Connection connection, MachineState.Machine machine) throws SQLException {
        String sql = "select end_time from ditio_state where company_id = ? and machine_id = ?"
                + " order by start_time desc limit 1";
        return Jdbc.list(
                        connection, sql, row -> Jdbc.instant(row, "end_time"), machine.companyId(), machine.machineId())
                .stream()
                .findFirst();
    }

    /** Returns the rows of a batch. */
    List<StateRow> of(Connection connection, long file, int batch) throws SQLException {
        String sql = "select * from ditio_state where import_id = ? and batch = ? order by start_time, line";
        return Jdbc.list(connection, sql, row -> StateRow.of(row.getLong("line"), state(row)), file, batch);
    }

    void add(Connection connection, long file, List<StateBatch> batches) throws SQLException {
        String id = Long.toString(file);
        List<String> columns = new ArrayList<>(KEY);
        columns.addAll(List.of("line", "import_id", "batch"));
        dialect.copyTexts(connection, "ditio_state", columns, () -> batches.stream()
                .flatMap(batch -> batch.rows().stream().map(row -> texts(row, id, Integer.toString(batch.number()))))
                .iterator());
    }

    void delete(Connection connection, long file, int batch) throws SQLException {
        Jdbc.update(connection, "delete from ditio_state where import_id = ? and batch = ?", file, batch);
    }

    /** Deletes single rows, of whichever file. */
    void delete(Connection connection, Collection<MachineState> states) throws SQLException {
        String sql = "delete from ditio_state where " + String.join(" = ? and ", KEY) + " = ?";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            for (MachineState state : states) {
                Jdbc.bind(
                        delete,
                        state.companyId(),
                        state.machineId(),
                        state.start(),
                        state.end(),
                        state.state(),
                        state.projectId());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    private static String[] texts(StateRow row, String... more) {
        MachineState state = row.state();
        String[] texts = new String[KEY.size() + 1 + more.length];
        texts[0] = state.companyId();
        texts[1] = state.machineId();
        texts[2] = state.start().toString();
        texts[3] = state.end().toString();
        texts[4] = state.state();
        texts[5] = state.projectId();
        texts[6] = Long.toString(row.line());
        System.arraycopy(more, 0, texts, KEY.size() + 1, more.length);
        return texts;
    }

    private static MachineState state(ResultSet row) throws SQLException {
        return new MachineState(
                row.getString("company_id"),
                row.getString("project_id"),
                row.getString("machine_id"),
                row.getString("state"),
                Jdbc.instant(row, "start_time"),
                Jdbc.instant(row, "end_time"));
    }
}
