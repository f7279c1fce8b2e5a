package no.ditioroutes.telematics;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import no.ditioroutes.csv.BadFile;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.csv.CsvRows;
import no.ditioroutes.csv.TimeFormats;

/** What a row must be, to be sent. */
public final class StateRules {

    private final String companyId;
    private final String projectId;
    private final TimeFormats times;
    private final KnownStates states;
    private final Duration longest;
    private final Duration future;

    /**
     * @param companyId for rows without one; may be empty
     * @param projectId for rows without one; may be empty
     * @param longestHours the longest interval
     * @param futureMinutes how far ahead of this machine's clock an interval may end
     */
    public StateRules(
            String companyId,
            String projectId,
            TimeFormats times,
            KnownStates states,
            long longestHours,
            long futureMinutes) {
        this.companyId = companyId.strip();
        this.projectId = projectId.strip();
        this.times = times;
        this.states = states;
        this.longest = Duration.ofHours(longestHours);
        this.future = Duration.ofMinutes(futureMinutes);
    }

    /** Sets the rows aside that are no machine states. */
    public void check(Block block) {
        block.check();
    }

    /**
     * Reads the file until it is sure that at least half of its rows are good. Of the overlaps those within a block count
     * too, if any do: more cannot be known without the ledger.
     *
     * @throws BadFile where more than half are bad
     */
    void survey(CsvFile csv, int blockRows, boolean overlapsMayStand) throws BadFile {
        RowReader reader = reader(csv);
        Intervals block = new Intervals();
        long good = 0;
        long bad = 0;
        String first = "";
        try (CsvRows rows = csv.rows()) {
            while (rows.hasNext() && good * 2 < csv.lines()) {
                CsvRow row = rows.next();
                block = (good + bad) % blockRows == 0 ? new Intervals() : block;
                try {
                    StateRow read = reader.read(row);
                    boolean unused = overlapsMayStand || block.add(read);
                    good++;
                } catch (BadRow e) {
                    first = bad++ == 0 ? "line " + row.line() + ": " + e.getMessage() : first;
                }
            }
        }
        if (bad > good) {
            throw new BadFile(String.format(
                    Locale.ROOT,
                    "%,d of its %,d rows are bad, more than half. The first is %s",
                    bad,
                    good + bad,
                    first));
        }
    }

    RowReader reader(CsvFile csv) throws BadFile {
        return new RowReader(this, csv, new Times(times), states.read());
    }

    public String companyId() {
        return companyId;
    }

    public String projectId() {
        return projectId;
    }

    public ZoneId zone() {
        return times.zone();
    }

    Duration longest() {
        return longest;
    }

    Duration future() {
        return future;
    }
}
