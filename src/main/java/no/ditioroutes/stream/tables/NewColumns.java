package no.ditioroutes.stream.tables;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Jdbc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills columns that were added to a stream's table, in all rows, from their payload: block by block in the order of
 * ids, each in its own transaction, so that an interrupted fill resumes where it stopped.
 *
 * <p>The payload of the rows is searched for the field of every new column. A column whose field is in none of them is
 * the operator's own; it becomes Ditio's with the first page that has the field, and then there is no older row to
 * fill.
 */
public final class NewColumns {

    private static final Logger LOG = LoggerFactory.getLogger(NewColumns.class);
    private static final int REPORT_EVERY = 10_000;

    private final Database database;
    private final BooleanSupplier stop;
    private long rows;
    private long filled;
    private long refused;
    private String example;

    /**
     * Creates a filler.
     *
     * @param stop whether to leave the rest to the next run
     */
    public NewColumns(Database database, BooleanSupplier stop) {
        this.database = database;
        this.stop = stop;
    }

    /** Fills the new columns of a table; returns the table in its new state. */
    public Table fill(String name) {
        Tables tables = new Tables(database);
        Table table = tables.table(name);
        if (table.unchecked().isEmpty()) {
            return table;
        }
        long total = database.call("counting the rows of " + table.name(), connection -> Jdbc.list(
                        connection, "select count(*) from " + Jdbc.quote(table.name()), row -> row.getLong(1))
                .get(0));
        Set<String> columns = new TreeSet<>();
        boolean done = false;
        while (!done && !stop.getAsBoolean()) {
            ColumnFill.Filled block = next(table);
            columns.addAll(block.columns());
            add(block);
            done = block.toTheEnd();
            if (filled + refused > 0 && (done || rows % REPORT_EVERY == 0)) {
                report(table, columns, total);
            }
        }
        return tables.table(name);
    }

    private ColumnFill.Filled next(Table table) {
        return database.inTransaction(
                "filling new columns of " + table.name() + " from payload",
                connection -> new ColumnFill(connection, StreamSql.of(database.dialect()), table).nextRows());
    }

    private void add(ColumnFill.Filled block) {
        rows += block.rows();
        filled += block.filled();
        refused += block.refused();
        example = example == null ? block.example() : example;
    }

    private void report(Table table, Set<String> columns, long total) {
        String prefix = table.name() + ".";
        String names = prefix + String.join(", " + prefix, columns);
        LOG.info(
                "Filling the new column {} from payload: {} of {} rows, {} changed",
                names.toLowerCase(Locale.ROOT),
                String.format(Locale.ROOT, "%,d", rows),
                String.format(Locale.ROOT, "%,d", Math.max(rows, total)),
                String.format(Locale.ROOT, "%,d", filled));
        if (refused > 0) {
            LOG.warn(
                    "{} value(s) do not fit into new columns of {} and stay NULL, for example that of {}. Drop the column and"
                            + " add it with a wider type, and the next run fills it",
                    refused,
                    table.name(),
                    example);
        }
    }
}
