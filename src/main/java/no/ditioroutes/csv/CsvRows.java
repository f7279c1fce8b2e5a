package no.ditioroutes.csv;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * Iterates over the data rows of a table. Lines above the header, a row of units below it and totals at the end are
 * skipped and reported.
 */
public final class CsvRows implements Iterator<CsvRow>, AutoCloseable {

    /** More rows than these at the end are not totals. */
    private static final int MOST_TOTALS = 10;

    private final RawRows raw;
    private final CsvHeader header;
    private final NonDataRows footnotes;
    private final boolean isUnended;
    private final Consumer<String> report;
    private final Deque<CsvRow> held = new ArrayDeque<>();
    private CsvRow next;
    private boolean isReleasing;
    private boolean isFirst = true;

    /**
     * @param isUnended whether the last line has no line break
     * @param report receives what is skipped and why
     */
    CsvRows(RawRows raw, CsvHeader header, NonDataRows footnotes, boolean isUnended, Consumer<String> report) {
        this.raw = raw;
        this.header = header;
        this.footnotes = footnotes;
        this.isUnended = isUnended;
        this.report = report;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = found();
        }
        return next != null;
    }

    @Override
    public CsvRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        CsvRow row = next;
        next = null;
        return row;
    }

    @Override
    public void close() {
        raw.close();
    }

    private CsvRow found() {
        while (!isReleasing && raw.hasNext()) {
            CsvRow row = read();
            if (isSkipped(row)) {
                continue;
            }
            if (held.size() < MOST_TOTALS && footnotes.isTotals(row)) {
                held.add(row);
            } else if (held.isEmpty()) {
                return row;
            } else {
                held.add(row);
                isReleasing = true;
            }
        }
        return isReleasing ? released() : reportTotals();
    }

    /** Returns a row that was held as totals: the row below it shows that it is data. */
    private CsvRow released() {
        CsvRow row = held.remove();
        isReleasing = !held.isEmpty();
        return row;
    }

    private CsvRow reportTotals() {
        held.forEach(row -> report.accept("line " + row.line() + " is skipped: it looks like a row of totals"));
        held.clear();
        return null;
    }

    private CsvRow read() {
        CsvRow row = raw.next();
        return isUnended && !raw.hasNext() ? row.unended() : row;
    }

    private boolean isSkipped(CsvRow row) {
        if (row.line() < header.line() && !header.isSaid(row)) {
            report.accept("its header is line " + header.line() + ", the lines above it are skipped");
        }
        if (row.line() <= header.line()) {
            return true;
        }
        boolean units = isFirst && footnotes.isUnits(row);
        isFirst = false;
        if (units) {
            report.accept("line " + row.line() + " is skipped: it looks like a row of units");
        }
        return units;
    }
}
