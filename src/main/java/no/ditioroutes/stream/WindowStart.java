package no.ditioroutes.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.ditio.FetchedPage;

/**
 * The time before the first request of a window, by Ditio's clock as far as it can be determined. Changes before it are
 * on the pages of the window, so the next window may start there.
 *
 * <p>The earlier of Ditio's {@code Date} and this machine's clock counts, so that neither of them alone can move a
 * cursor ahead. If the first answer has no {@code Date}, the newest time on a record is used: Ditio's clock had reached
 * it when the record was read, so the time elapsed since the start is subtracted.
 */
final class WindowStart {

    private final Instant machine = Instant.now();
    private final long atNanos = System.nanoTime();
    private boolean answered;
    private boolean dated;

    /** Returns a time at or before the start, derived from a page; empty if the page shows none. */
    Optional<Instant> shownBy(FetchedPage fetched) {
        Duration since = Duration.ofNanos(System.nanoTime() - atNanos);
        boolean first = !answered;
        answered = true;
        if (first && fetched.serverTime().isPresent()) {
            dated = true;
            // The header has whole seconds, and answers may come from a different server than the data.
            return fetched.serverTime().map(date -> earlier(date.minus(since).minusSeconds(1)));
        }
        return dated ? Optional.empty() : newest(fetched).map(time -> earlier(time.minus(since)));
    }

    private static Optional<Instant> newest(FetchedPage fetched) {
        return fetched.page().records().stream()
                .map(DitioRecord::version)
                .filter(Objects::nonNull)
                .max(Instant::compareTo);
    }

    private Instant earlier(Instant ditio) {
        return ditio.isBefore(machine) ? ditio : machine;
    }
}
