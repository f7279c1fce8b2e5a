package no.ditioroutes.stream;

import java.time.Instant;
import no.ditioroutes.stream.tables.Target;

/**
 * A part of a stream by its own dates, both ends inclusive as in the reporting API.
 *
 * @param cursor the name of the cursor that walks it: the stream's own, or another for a backfill beside it
 * @param from null, like {@code to}, for everything there is
 * @param only the one target that its records go to; null for all that the route names
 * @param differences collects what a dry run finds; else null
 */
public record Slice(String cursor, Instant from, Instant to, Purpose purpose, Target only, Differences differences) {

    /** A slice whose records go to one target alone. */
    public Slice(String cursor, Instant from, Instant to, Purpose purpose, Target only) {
        this(cursor, from, to, purpose, only, null);
    }

    /** A slice of a dry run. */
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
