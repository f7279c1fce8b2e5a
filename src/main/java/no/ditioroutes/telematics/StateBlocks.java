package no.ditioroutes.telematics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRows;
import no.ditioroutes.csv.InvalidFileException;

/** Reads the rows of a file of machine states, block by block. For one thread. */
public final class StateBlocks implements Iterator<List<StateRow>>, AutoCloseable {

    private final CsvFile csv;
    private final StateReader reader;
    private final int blockRows;

    /** Rows that were read to judge the file, so that none is parsed twice; of a long file they are not kept. */
    private final Deque<StateRow> ahead = new ArrayDeque<>();

    private CsvRows rows;

    StateBlocks(CsvFile csv, StateReader reader, int blockRows) {
        this.csv = csv;
        this.reader = reader;
        this.blockRows = blockRows;
    }

    /**
     * Reads ahead until it is sure that at least half of the rows are good. Of the overlaps those within a block count too,
     * if any do: more cannot be known without the ledger.
     *
     * @throws InvalidFileException if more than half are bad
     */
    void checkHalf(boolean overlapsMayStand) throws InvalidFileException {
        rows = csv.rows();
        Intervals block = new Intervals();
        boolean allKept = true;
        long good = 0;
        long bad = 0;
        String first = "";
        while (rows.hasNext() && good * 2 < csv.lines()) {
            StateRow row = reader.read(rows.next());
            block = (good + bad) % blockRows == 0 ? new Intervals() : block;
            String problem = row.isBad() || overlapsMayStand ? row.problem() : overlap(block, row);
            if (problem.isEmpty()) {
                good++;
            } else {
                first = bad++ == 0 ? "line " + row.line() + ": " + problem : first;
            }
            allKept = allKept && ahead.size() < blockRows;
            if (allKept) {
                ahead.add(row);
            }
        }
        if (bad > good) {
            throw new InvalidFileException(String.format(
                    Locale.ROOT,
                    "%,d of its %,d rows are bad, more than half. The first is %s",
                    bad,
                    good + bad,
                    first));
        }
        if (!allKept) {
            ahead.clear();
            rows.close();
            rows = csv.rows();
        }
    }

    private static String overlap(Intervals block, StateRow row) {
        return block.add(row)
                .filter(other -> !other.state().equals(row.state()))
                .map(Intervals::overlap)
                .orElse("");
    }

    @Override
    public boolean hasNext() {
        return !ahead.isEmpty() || rows.hasNext();
    }

    @Override
    public List<StateRow> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<StateRow> block = new ArrayList<>();
        while (block.size() < blockRows && hasNext()) {
            block.add(ahead.isEmpty() ? reader.read(rows.next()) : ahead.remove());
        }
        return block;
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
    }
}
