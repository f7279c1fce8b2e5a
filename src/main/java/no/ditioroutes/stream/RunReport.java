package no.ditioroutes.stream;

import java.time.Duration;
import java.util.Locale;

/**
 * What a run did.
 *
 * <p>{@code records = upserted + deleted + unchanged + rejected + skipped}, for every page and so for the run.
 *
 * @param mode {@code full} or {@code incremental}, of the last window
 * @param restored those of the upserted that took the place of a newer version or a deletion, since Ditio went back
 * @param unchanged stored already in this or a newer version
 * @param rejected set aside
 * @param skipped sent by the route to no table and no topic
 * @param held rows that Ditio no longer has, and that were not removed since they are many
 * @param unsettled what a reconciling load could not settle, and what to do; else empty
 * @param complete false where the program was stopped before the end of the window
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

    /** Whether nothing was changed and nothing set aside. */
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
     * @param what what kind of run it was
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
