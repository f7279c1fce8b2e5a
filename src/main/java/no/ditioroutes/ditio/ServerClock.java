package no.ditioroutes.ditio;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Ditio's clock, as its answers show it in their {@code Date} header.
 *
 * <p>Windows are cut by this clock, so that a wrong clock on this machine loses nothing. Between two answers the time is
 * carried on by the machine's monotonic timer, which no clock change touches.
 */
public final class ServerClock {

    private Instant seen;
    private long seenAtNanos;

    /** Takes the time from an answer. A header that is absent or no HTTP date is passed over. */
    public Optional<Instant> observe(String dateHeader) {
        Optional<Instant> date = parse(dateHeader);
        date.ifPresent(this::set);
        return date;
    }

    /** The server's time now; this machine's own where no answer has shown it yet. */
    public synchronized Instant now() {
        return seen == null ? Instant.now() : seen.plusNanos(System.nanoTime() - seenAtNanos);
    }

    private synchronized void set(Instant date) {
        seen = date;
        seenAtNanos = System.nanoTime();
    }

    static Optional<Instant> parse(String httpDate) {
        if (httpDate == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
