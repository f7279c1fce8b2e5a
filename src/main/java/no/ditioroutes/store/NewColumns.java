package no.ditioroutes.store;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills columns that were added to a stream's table, in all rows, from their payload: block by block in the order of ids,
 * each in a transaction of its own, so that it goes on where it stopped.
 *
 * <p>The payload of the rows is searched for the field of every column that is new here. One whose field is in none of
 * them is the operator's own; it becomes Ditio's with the first page that has the field, and then there is no older row to
 * fill.
 */
public final class NewColumns {

    private static final Logger LOG = LoggerFactory.getLogger(NewColumns.class);
    private static final int REPORT_EVERY = 10_000;

    private final Store store;
    private final BooleanSupplier stop;
    private long rows;
    private long filled;
    private long refused;
    private String example;

    /**
     * Fills for one table.
     *
     * @param stop whether to leave the rest to the next run
     */
    public NewColumns(Store store, BooleanSupplier stop) {
        this.store = store;
        this.stop = stop;
    }

    /** Fills what is new in a table; answers the table as it is then. */
    public Table fill(String name) {
        Table table = store.table(name);
        if (table.unchecked().isEmpty()) {
            return table;
        }
        long total = store.count(table);
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
        return store.table(name);
    }

    private ColumnFill.Filled next(Table table) {
        try (Unit unit = store.begin()) {
            ColumnFill.Filled block = unit.fillNextRows(table);
            unit.commit();
            return block;
        }
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
