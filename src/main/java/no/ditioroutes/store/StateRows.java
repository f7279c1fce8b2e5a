package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import no.ditioroutes.ditio.MachineState;

/** The table of machine states that were given to Ditio, or are about to be. */
final class StateRows {

    private static final List<String> KEY =
            List.of("company_id", "machine_id", "start_time", "end_time", "state", "project_id");
    private static final String STAGE = "ditio_state_stage";
    private static final String ORIGIN =
            """
             join ditio_import_batch b on b.import_id = l.import_id and b.number = l.batch
             join ditio_import_file i on i.id = l.import_id
            order by s.line""";

    private final Connection connection;
    private final Dialect dialect;

    StateRows(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** What {@link #matches} needs, once a session. */
    void createStage() throws SQLException {
        try (Statement create = connection.createStatement()) {
            String text = dialect.exactTextType();
            create.execute(dialect.createStage(
                    STAGE,
                    """
                    company_id %1$s, machine_id %1$s, start_time timestamp with time zone,
                    end_time timestamp with time zone, state %1$s, project_id %1$s, line bigint"""
                            .formatted(text)));
        }
    }

    /** Jdbc that the dialect joins with the ledger in this way. */
    List<LedgerMatch> matches(List<LedgerEntry> entries, String join) throws SQLException {
        if (entries.isEmpty()) {
            return List.of();
        }
        stage(entries);
        String sql = "select s.line as own_line, l.*, b.status, i.name from " + STAGE + " s " + join + ORIGIN;
        return Jdbc.list(
                connection,
                sql,
                row -> new LedgerMatch(
                        row.getLong("own_line"),
                        state(row),
                        StateBatches.status(row),
                        row.getString("name"),
                        row.getLong("line")));
    }

    private void stage(List<LedgerEntry> entries) throws SQLException {
        Jdbc.update(connection, "delete from " + STAGE);
        List<String> columns = new ArrayList<>(KEY);
        columns.add("line");
        dialect.copyTexts(connection, STAGE, columns, () -> entries.stream()
                .map(StateRows::row)
                .iterator());
    }

    /** The end of the last interval of a machine. */
    Optional<Instant> lastEnd(String companyId, String machineId) throws SQLException {
        String sql = "select end_time from ditio_state where company_id = ? and machine_id = ?"
                + " order by start_time desc limit 1";
        return Jdbc.list(connection, sql, row -> Jdbc.instant(row, "end_time"), companyId, machineId).stream()
                .findFirst();
    }

    List<LedgerEntry> of(long importId, int batch) throws SQLException {
        String sql = "select * from ditio_state where import_id = ? and batch = ? order by start_time, line";
        return Jdbc.list(connection, sql, row -> new LedgerEntry(row.getLong("line"), state(row)), importId, batch);
    }

    void add(long importId, List<StateBatch> batches) throws SQLException {
        String id = Long.toString(importId);
        List<String> columns = new ArrayList<>(KEY);
        columns.addAll(List.of("line", "import_id", "batch"));
        dialect.copyTexts(connection, "ditio_state", columns, () -> batches.stream()
                .flatMap(batch ->
                        batch.entries().stream().map(entry -> row(entry, id, Integer.toString(batch.number()))))
                .iterator());
    }

    void delete(long importId, int batch) throws SQLException {
        Jdbc.update(connection, "delete from ditio_state where import_id = ? and batch = ?", importId, batch);
    }

    /** Single rows, of whichever file. */
    void delete(Collection<MachineState> states) throws SQLException {
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

    private static String[] row(LedgerEntry entry, String... more) {
        MachineState state = entry.state();
        String[] row = new String[KEY.size() + 1 + more.length];
        row[0] = state.companyId();
        row[1] = state.machineId();
        row[2] = state.start().toString();
        row[3] = state.end().toString();
        row[4] = state.state();
        row[5] = state.projectId();
        row[6] = Long.toString(entry.line());
        System.arraycopy(more, 0, row, KEY.size() + 1, more.length);
        return row;
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
