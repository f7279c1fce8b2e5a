package no.ditioroutes.telematics;

import java.time.Instant;
import java.util.Locale;

/**
 * The counts of a run with a file of machine states.
 *
 * @param rows all its rows, which are sent, known or rejected
 * @param known given to Ditio before, or there before this program was
 * @param requests how many requests sent states
 * @param finishedAt null while it is not done
 */
public record ImportSummary(
        String name,
        Instant startedAt,
        Instant finishedAt,
        long rows,
        long sent,
        long known,
        long rejected,
        long requests,
        double seconds) {

    /** One line for the log. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %s: %,d sent in %s, %,d known, %,d rejected in %.1f s",
                name,
                counted(rows, "row"),
                sent,
                counted(requests, "request"),
                known,
                rejected,
                seconds);
    }

    private static String counted(long count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }
}
