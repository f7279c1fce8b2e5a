package no.ditioroutes.stream;

import java.time.Instant;
import no.ditioroutes.stream.tables.Target;

/**
 * A part of a stream by its own dates, both ends inclusive as in the reporting API.
 *
 * @param cursor name of the cursor that walks it: the stream's own, or a separate one for a backfill
 * @param from null, like {@code to}, for no limit
 * @param only the single target that its records go to; null for all that the route names
 * @param differences collects the findings of a dry run; else null
 */
public record Slice(String cursor, Instant from, Instant to, Purpose purpose, Target only, Differences differences) {

    /** Creates a slice whose records go to a single target. */
    public Slice(String cursor, Instant from, Instant to, Purpose purpose, Target only) {
        this(cursor, from, to, purpose, only, null);
    }

    /** Creates a slice of a dry run. */
    public Slice(String cursor, Instant from, Instant to, Purpose purpose, Differences differences) {
        this(cursor, from, to, purpose, null, differences);
    }

    public Slice(String cursor, Instant from, Instant to, Purpose purpose) {
        this(cursor, from, to, purpose, null, null);
    }

    public Slice(String cursor, Instant from, Instant to) {
        this(cursor, from, to, Purpose.LOAD);
    }
}
