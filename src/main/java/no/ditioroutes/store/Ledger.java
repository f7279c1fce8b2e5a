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
import java.util.Locale;
import java.util.Optional;
import no.ditioroutes.Failure;
import no.ditioroutes.ditio.MachineState;

/**
 * The ledger of machine states, while one file is handled: what was given to Ditio, and what is about to be. What a
 * method did is kept when it returns, but for {@link #settled}; in a dry run the end takes all of it back. For one
 * thread.
 */
public final class Ledger implements AutoCloseable {

    private static final List<String> KEY =
            List.of("company_id", "machine_id", "start_time", "end_time", "state", "project_id");
    private static final List<String> BATCH =
            List.of("import_id", "number", "company_id", "project_id", "status", "changed_at");
    private static final String STAGE = "ditio_state_stage";
    private static final String ORIGIN =
            """
             join ditio_import_batch b on b.import_id = l.import_id and b.number = l.batch
             join ditio_import i on i.id = l.import_id
            order by s.line""";

    private final Connection connection;
    private final Dialect dialect;
    private final Trouble trouble;
    private final boolean dryRun;
    private final long importId;

    /** Whether there is something to keep. */
    private boolean waiting;

    Ledger(Connection connection, Dialect dialect, Trouble trouble, String digest, String name, boolean dryRun) {
        this.connection = connection;
        this.dialect = dialect;
        this.trouble = trouble;
        this.dryRun = dryRun;
        this.importId = call("noting the file " + name, () -> {
            execute(dialect.createStateStage(STAGE));
            connection.commit();
            long id = begin(digest, name);
            keep();
            return id;
        });
    }

    private long begin(String digest, String name) throws SQLException {
        String update = "update ditio_import set name = ?, started_at = ?, finished_at = null where digest = ?";
        String insert =
                """
                insert into ditio_import
                    (name, started_at, digest, row_count, sent, known, rejected, requests, seconds)
                values (?, ?, ?, 0, 0, 0, 0, 0, 0)""";
        if (update(update, name, Instant.now(), digest) == 0) {
            update(insert, name, Instant.now(), digest);
        }
        try (PreparedStatement select = connection.prepareStatement("select id from ditio_import where digest = ?")) {
            Rows.bind(select, digest);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The batches of this file that no answer was seen to. */
    public List<StateBatch> unsettled() {
        return call("looking for batches without an answer", () -> {
            String sql = "select * from ditio_import_batch where import_id = ? and status in ('open', 'posting')"
                    + " order by number";
            List<StateBatch> batches = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                Rows.bind(select, importId);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        batches.add(batch(row));
                    }
                }
            }
            return batches;
        });
    }

    private StateBatch batch(ResultSet row) throws SQLException {
        int number = row.getInt("number");
        return new StateBatch(
                number,
                row.getString("company_id"),
                row.getString("project_id"),
                status(row.getString("status")),
                row.getString("looked"),
                entries(number));
    }

    private List<LedgerEntry> entries(int batch) throws SQLException {
        String sql = "select * from ditio_state where import_id = ? and batch = ? order by start_time, line";
        List<LedgerEntry> entries = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            Rows.bind(select, importId, batch);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    entries.add(new LedgerEntry(row.getLong("line"), state(row)));
                }
            }
        }
        return entries;
    }

    /** The highest number of a batch of this file; 0 where there is none. */
    public int lastNumber() {
        return call("numbering its batches", () -> {
            String sql = "select coalesce(max(number), 0) from ditio_import_batch where import_id = ?";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                Rows.bind(select, importId);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    /** The contents of other files that left batches without an answer. */
    public List<String> othersUnsettled() {
        return call("looking for batches of other files without an answer", () -> {
            String sql = "select distinct i.digest from ditio_import_batch b join ditio_import i on i.id = b.import_id"
                    + " where b.status in ('open', 'posting') and i.id <> ?";
            List<String> digests = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                Rows.bind(select, importId);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        digests.add(row.getString(1));
                    }
                }
            }
            return digests;
        });
    }

    /**
     * Makes the batches this file's own that another file, which nobody handles now, left without an answer; and with them
     * what Ditio had of the projects that it was the first to meet.
     */
    public void adopt(String digest) {
        int above = lastNumber();
        String theirs = "import_id = (select id from ditio_import where digest = ?)";
        String unsettled =
                "select number from ditio_import_batch where " + theirs + " and status in ('open', 'posting')";
        change("taking over batches", () -> {
            update(
                    "update ditio_state set import_id = ?, batch = batch + ? where " + theirs + " and batch in ("
                            + unsettled + ")",
                    importId,
                    above,
                    digest,
                    digest);
            return update(
                    "update ditio_import_batch set import_id = ?, number = number + ? where " + theirs
                            + " and (status in ('open', 'posting') or (status = 'present' and looked is not null))",
                    importId,
                    above,
                    digest);
        });
    }

    /** Whether another file had a request to the same project under way since this batch went to Ditio. */
    public boolean isAmongOthers(int number) {
        return call("looking for other requests", () -> {
            String sql =
                    """
                    select 1 from ditio_import_batch b join ditio_import_batch o
                        on o.company_id = b.company_id and o.project_id = b.project_id and o.import_id <> b.import_id
                    where b.import_id = ? and b.number = ?
                        and (o.status = 'posting' or (o.status = 'sent' and o.changed_at >= b.changed_at)) limit 1""";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                Rows.bind(select, importId, number);
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /** Notes what Ditio had of a project when this program first met it. */
    public void meet(int number, String companyId, String projectId, Instant latest) {
        change(
                "noting the project " + projectId,
                () -> update(
                        "insert into ditio_import_batch"
                                + " (import_id, number, company_id, project_id, status, looked, changed_at)"
                                + " values (?, ?, ?, ?, 'present', ?, ?)",
                        importId,
                        number,
                        companyId,
                        projectId,
                        latest.toString(),
                        Instant.now()));
    }

    /** What Ditio had of a project when this program first met it; empty where that was not with this file. */
    public Optional<Instant> met(String companyId, String projectId) {
        return call("looking for the project " + projectId, () -> {
            String sql = "select looked from ditio_import_batch where import_id = ? and company_id = ?"
                    + " and project_id = ? and status = 'present' and looked is not null";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                Rows.bind(select, importId, companyId, projectId);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(Instant.parse(row.getString(1))) : Optional.empty();
                }
            }
        });
    }

    /** Whether anything was ever given to this project, or found in it. */
    public boolean knows(String companyId, String projectId) {
        return call("looking for the project " + projectId, () -> {
            String sql = "select 1 from ditio_import_batch where company_id = ? and project_id = ? limit 1";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                Rows.bind(select, companyId, projectId);
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /** The rows that stand in the ledger already. */
    public List<LedgerMatch> same(List<LedgerEntry> entries) {
        return call("looking for rows that were sent before", () -> matches(entries, dialect.same()));
    }

    /**
     * The rows that share a moment with an interval of the ledger, of the same machine: the same intervals, and others
     * that they collide with.
     */
    public List<LedgerMatch> meeting(List<LedgerEntry> entries) {
        return call("looking for rows that were sent before", () -> matches(entries, dialect.meeting()));
    }

    /** The end of the last interval of a machine; empty where the ledger has none. */
    public Optional<Instant> lastEnd(String companyId, String machineId) {
        return call("looking for the machine " + machineId, () -> {
            String sql = "select end_time from ditio_state where company_id = ? and machine_id = ?"
                    + " order by start_time desc limit 1";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                Rows.bind(select, companyId, machineId);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(Rows.instant(row, "end_time")) : Optional.empty();
                }
            }
        });
    }

    private void stage(List<LedgerEntry> entries) throws SQLException {
        execute("delete from " + STAGE);
        List<String> columns = new ArrayList<>(KEY);
        columns.add("line");
        dialect.fill(connection, STAGE, columns, () -> entries.stream()
                .map(Ledger::row)
                .iterator());
    }

    private List<LedgerMatch> matches(List<LedgerEntry> entries, String join) throws SQLException {
        if (entries.isEmpty()) {
            return List.of();
        }
        stage(entries);
        String sql = "select s.line as own_line, l.*, b.status, i.name from " + STAGE + " s " + join + ORIGIN;
        List<LedgerMatch> matches = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                matches.add(new LedgerMatch(
                        row.getLong("own_line"),
                        state(row),
                        status(row.getString("status")),
                        row.getString("name"),
                        row.getLong("line")));
            }
        }
        return matches;
    }

    /**
     * Writes batches and their rows into the ledger, before anything of them goes to Ditio.
     *
     * @return false where another process wrote one of the rows meanwhile; nothing is written then
     */
    public boolean claim(List<StateBatch> batches) {
        return call("claiming rows", () -> {
            if (waiting) {
                keep();
            }
            try {
                write(batches);
                keep();
                return true;
            } catch (SQLException e) {
                if (!Trouble.isDuplicate(e)) {
                    throw e;
                }
                connection.rollback();
                return false;
            }
        });
    }

    private void write(List<StateBatch> batches) throws SQLException {
        String id = Long.toString(importId);
        String now = Instant.now().toString();
        dialect.fill(connection, "ditio_import_batch", BATCH, () -> batches.stream()
                .map(batch -> new String[] {
                    id,
                    Integer.toString(batch.number()),
                    batch.companyId(),
                    batch.projectId(),
                    text(batch.status()),
                    now
                })
                .iterator());
        List<String> columns = new ArrayList<>(KEY);
        columns.addAll(List.of("line", "import_id", "batch"));
        dialect.fill(connection, "ditio_state", columns, () -> batches.stream()
                .flatMap(batch ->
                        batch.entries().stream().map(entry -> row(entry, id, Integer.toString(batch.number()))))
                .iterator());
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

    /**
     * Notes that a batch is about to go to Ditio, and what Ditio shows before.
     *
     * @throws Failure where it is another process's by now
     */
    public void posting(int number, String looked) {
        change("noting a request", () -> {
            int noted = update(
                    "update ditio_import_batch set status = 'posting', looked = ?, changed_at = ?"
                            + " where import_id = ? and number = ? and status in ('open', 'posting')",
                    looked,
                    Instant.now(),
                    importId,
                    number);
            if (noted == 0) {
                throw new Failure(
                        Failure.Kind.SINK, "Another process took over the rows of this file, and goes on with them");
            }
            return noted;
        });
    }

    /**
     * Notes what became of a batch. That is kept together with whatever comes next: should the process die before, Ditio is
     * asked, as it is for any batch without an answer.
     */
    public void settled(int number, BatchStatus status) {
        call("noting an answer", () -> {
            waiting = true;
            return update(
                    "update ditio_import_batch set status = ?, changed_at = ? where import_id = ? and number = ?",
                    text(status),
                    Instant.now(),
                    importId,
                    number);
        });
    }

    /** Strikes a batch and its rows: they are not in Ditio. */
    public void release(int number) {
        change("releasing rows", () -> {
            update("delete from ditio_state where import_id = ? and batch = ?", importId, number);
            return update("delete from ditio_import_batch where import_id = ? and number = ?", importId, number);
        });
    }

    /** Strikes single rows, of whichever file. */
    public void release(Collection<MachineState> states) {
        change("releasing rows", () -> {
            String sql = "delete from ditio_state where " + String.join(" = ? and ", KEY) + " = ?";
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                for (MachineState state : states) {
                    Rows.bind(
                            delete,
                            state.companyId(),
                            state.machineId(),
                            state.start(),
                            state.end(),
                            state.state(),
                            state.projectId());
                    delete.addBatch();
                }
                return delete.executeBatch().length;
            }
        });
    }

    /** Puts batches in the place of one that was refused as a whole. */
    public void split(int number, List<StateBatch> parts) {
        change("splitting a batch", () -> {
            update("delete from ditio_state where import_id = ? and batch = ?", importId, number);
            update("delete from ditio_import_batch where import_id = ? and number = ?", importId, number);
            write(parts);
            return 1;
        });
    }

    /** Adds up what was done with the file; {@code sent} and {@code requests} over all its tries. */
    public void finish(ImportSummary summary) {
        change(
                "noting the end of a file",
                () -> update(
                        """
                update ditio_import set finished_at = ?, row_count = ?, sent = sent + ?, known = ?, rejected = ?,
                    requests = requests + ?, seconds = seconds + ?
                where id = ?""",
                        Instant.now(),
                        summary.rows(),
                        summary.sent(),
                        summary.known(),
                        summary.rejected(),
                        summary.requests(),
                        summary.seconds(),
                        importId));
    }

    @Override
    public void close() {
        try (connection) {
            if (waiting) {
                keep();
            }
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and with it what was not kept.
            return;
        }
    }

    private void change(String doing, Unit.Work<Integer> work) {
        call(doing, () -> {
            work.run();
            keep();
            return true;
        });
    }

    private void keep() throws SQLException {
        waiting = false;
        if (!dryRun) {
            connection.commit();
        }
    }

    private int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Rows.bind(statement, values);
            return statement.executeUpdate();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private <T> T call(String doing, Unit.Work<T> work) throws Failure {
        try {
            return work.run();
        } catch (SQLException e) {
            waiting = false;
            throw trouble.failure(doing, e);
        }
    }

    private static MachineState state(ResultSet row) throws SQLException {
        return new MachineState(
                row.getString("company_id"),
                row.getString("project_id"),
                row.getString("machine_id"),
                row.getString("state"),
                Rows.instant(row, "start_time"),
                Rows.instant(row, "end_time"));
    }

    private static String text(BatchStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static BatchStatus status(String text) {
        return BatchStatus.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
