package no.ditioroutes.stream.tables;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import no.ditioroutes.database.Jdbc;
import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.ditio.Page;
import no.ditioroutes.ditio.PageParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the unchecked columns of one block of rows from their payload, the way a page fills them: the database casts
 * the same texts. A row whose payload lacks the field, or that got a newer version meanwhile, is left unchanged.
 */
final class ColumnFill {

    /** Number of rows read at a time: 20 MB of payload if records are large. */
    private static final int ROWS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ColumnFill.class);

    private final Connection connection;
    private final StreamSql statements;
    private final Table table;
    private final ColumnMemory memory;

    ColumnFill(Connection connection, StreamSql statements, Table table) {
        this.connection = connection;
        this.statements = statements;
        this.table = table;
        this.memory = new ColumnMemory(connection, table.name());
    }

    /**
     * The result for one block.
     *
     * @param rows number of rows searched
     * @param columns the names of the columns whose field was in the payload of any row so far
     * @param filled number of rows that got a value
     * @param refused number of values rejected by the columns
     * @param example one of those, or null
     * @param toTheEnd whether this was the last block
     */
    record Filled(int rows, Set<String> columns, long filled, long refused, String example, boolean toTheEnd) {}

    private record Row(String id, String payload) {}

    Filled nextRows() throws SQLException {
        Map<String, ColumnMemory.State> known = memory.all();
        memory.keepOnly(names());
        String from = from(known);
        List<Row> rows = rows(from);
        boolean toTheEnd = rows.size() < ROWS;
        Page page = page(rows.stream().map(Row::payload).toList());
        List<Column> ditios = table.unchecked().stream()
                .filter(column -> column.isDeletedFlag()
                        || page.has(column.field())
                        || state(known, column).isDitio())
                .toList();
        Filled filled = fill(ditios, page, rows.size(), toTheEnd);
        String to = rows.isEmpty() ? from : rows.get(rows.size() - 1).id();
        for (Column column : table.unchecked()) {
            memory.checked(column, ditios.contains(column), to, toTheEnd);
        }
        return filled;
    }

    /** Fills columns in the rows of records that were just stored without them. */
    void fillStored(List<Column> columns, List<DitioRecord> stored) throws SQLException {
        Map<String, ColumnMemory.State> known = memory.all();
        Page page = page(stored.stream().map(DitioRecord::toString).toList());
        List<Column> found =
                columns.stream().filter(column -> page.has(column.field())).toList();
        memory.adopt(
                found.stream().filter(column -> !state(known, column).isDitio()).toList());
        Filled filled = fill(found, page, stored.size(), false);
        if (filled.refused() > 0) {
            LOG.warn(
                    "{} value(s) do not fit into new columns of {} and stay NULL, for example that of {}",
                    filled.refused(),
                    table.name(),
                    filled.example());
        }
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        table.columns().forEach(column -> names.add(column.name()));
        table.candidates().forEach(column -> names.add(column.name()));
        return names;
    }

    private static ColumnMemory.State state(Map<String, ColumnMemory.State> known, Column column) {
        return known.getOrDefault(column.name(), ColumnMemory.State.UNKNOWN);
    }

    /** Returns the id up to which all columns are checked; null, which is the beginning, if they differ. */
    private String from(Map<String, ColumnMemory.State> known) {
        Set<String> positions = new HashSet<>();
        table.unchecked().forEach(column -> positions.add(state(known, column).checkedTo()));
        return positions.size() == 1 ? positions.iterator().next() : null;
    }

    private List<Row> rows(String after) throws SQLException {
        String id = ColumnSql.id(table);
        String sql = "select %1$s, payload from %2$s %3$s order by %1$s limit %4$d"
                .formatted(id, Jdbc.quote(table.name()), after == null ? "" : "where " + id + " > ?", ROWS);
        Object[] values = after == null ? new Object[0] : new Object[] {after};
        return Jdbc.list(connection, sql, row -> new Row(row.getString(1), row.getString(2)), values);
    }

    private Page page(List<String> payloads) throws SQLException {
        byte[] bytes = ("{\"data\":[" + String.join(",", payloads) + "]}").getBytes(StandardCharsets.UTF_8);
        try {
            return PageParser.read(bytes, bytes.length, table.fields());
        } catch (IOException e) {
            throw new SQLException(
                    "the column payload of " + table.name() + " holds what is no JSON: " + e.getMessage(), e);
        }
    }

    private Filled fill(List<Column> columns, Page page, int rows, boolean toTheEnd) throws SQLException {
        List<DitioRecord> records = page.records().stream()
                .filter(record -> !record.id().isEmpty())
                .sorted(Comparator.comparing(DitioRecord::id))
                .toList();
        List<String> refused = new ArrayList<>();
        long[] filled = {0};
        for (Column column : columns) {
            Table narrow = table.only(List.of(column));
            Halving halving = new Halving(
                    connection,
                    (record, refusal) -> refused.add(
                            record.id() + ": " + statements.dialect().reason(refusal)));
            halving.run(records, part -> filled[0] += fill(narrow, column, part));
        }
        Set<String> names = columns.stream().map(Column::name).collect(Collectors.toSet());
        return new Filled(rows, names, filled[0], refused.size(), refused.isEmpty() ? null : refused.get(0), toTheEnd);
    }

    int fill(Table narrow, Column column, List<DitioRecord> records) throws SQLException {
        String stage = ColumnSql.stage(narrow);
        Jdbc.execute(connection, statements.createStage(narrow, stage));
        Jdbc.execute(connection, "delete from " + stage);
        new ColumnValues(narrow).copy(connection, statements.dialect(), stage, records);
        try (PreparedStatement fill = connection.prepareStatement(statements.fillColumn(narrow, stage, column))) {
            return fill.executeUpdate();
        }
    }
}
