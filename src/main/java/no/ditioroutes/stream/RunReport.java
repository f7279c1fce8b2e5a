package no.ditioroutes.stream;

import java.time.Duration;
import java.util.Locale;

/**
 * The result of a run.
 *
 * <p>{@code records = upserted + deleted + unchanged + rejected + skipped}, for every page and so for the run.
 *
 * @param mode {@code full} or {@code incremental}, of the last window
 * @param restored upserted records that replaced a newer version or a deletion because Ditio went back
 * @param unchanged already stored in this or a newer version
 * @param rejected rejected records
 * @param skipped sent by the route to no table and no topic
 * @param held rows that Ditio no longer has, kept because they are too many to remove
 * @param unsettled what a reconciling load could not reconcile, and what to do; else empty
 * @param complete false if the program was stopped before the end of the window
 */
public record RunReport(
        String stream,
        String mode,
        int pages,
        long records,
        long upserted,
        long restored,
        long deleted,
        long unchanged,
        long rejected,
        long skipped,
        long held,
        String unsettled,
        Duration took,
        boolean complete) {

    /** Returns whether nothing was changed and nothing rejected. */
    public boolean isQuiet() {
        return upserted + deleted + rejected == 0;
    }

    /** Returns one line for the log. */
    @Override
    public String toString() {
        return text(mode);
    }

    /**
     * Returns one line for the log.
     *
     * @param what the kind of run
     */
    String text(String what) {
        return String.format(
                Locale.ROOT,
                "%s: %s%s, %,d records on %d page%s: %,d upserted%s, %,d deleted, %,d unchanged, %,d rejected, %,d skipped in %.1f s",
                stream,
                what,
                complete ? "" : " (stopped before its end)",
                records,
                pages,
                pages == 1 ? "" : "s",
                upserted,
                restored == 0 ? "" : String.format(Locale.ROOT, " (%,d of them restored)", restored),
                deleted,
                unchanged,
                rejected,
                skipped,
                took.toMillis() / 1000.0);
    }
}
