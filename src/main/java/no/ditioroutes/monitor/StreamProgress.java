package no.ditioroutes.monitor;

import java.time.Instant;
import java.util.Comparator;

/**
 * Knows when a stream last made progress. A position that it reached before since its last success is none: a run that
 * fails at the same page each time reaches those before it each time.
 */
final class StreamProgress {

    private volatile Instant lastSign = Instant.now();
    private volatile Position furthest;

    /** A position of a cursor, in the order in which the cursor reaches it. */
    private record Position(boolean loaded, Instant since, int page) {

        private static final Comparator<Position> ORDER = Comparator.comparing(Position::loaded)
                .thenComparing(Position::since, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparingInt(Position::page);

        boolean isBeyond(Position other) {
            return other == null || ORDER.compare(this, other) > 0;
        }
    }

    /** Notes that the cursor reached a position, which is progress if it is beyond the furthest. */
    void moved(boolean loaded, Instant sinceOrNull, int page) {
        Position place = new Position(loaded, sinceOrNull, page);
        if (place.isBeyond(furthest)) {
            furthest = place;
            lastSign = Instant.now();
        }
    }

    /** Notes a success, after which any position is progress again. */
    void succeeded(Instant at) {
        lastSign = at;
        furthest = null;
    }

    /** Returns the time of the last progress, or else the start of this program's work on the stream. */
    Instant lastSign() {
        return lastSign;
    }
}
