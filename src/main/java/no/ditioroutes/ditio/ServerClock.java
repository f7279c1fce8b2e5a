package no.ditioroutes.ditio;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows Ditio's clock by the {@code Date} header of its responses, and compares it with this machine's.
 *
 * <p>Between two responses the time advances with the machine's monotonic timer, which no clock change affects. Which
 * of the two clocks is right cannot be known here, so a difference is reported.
 */
public final class ServerClock {

    private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);

    /** Synchronized clocks differ by less. */
    private static final Duration AGREEMENT = Duration.ofMinutes(5);

    /** A difference is remembered, since of several servers behind one address a single one may have a wrong clock. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private Instant seen;
    private long seenAtNanos;
    private String difference = "";
    private long differedAtNanos;

    /** Records the time of a response. A header that is absent or not an HTTP date is ignored. */
    public Optional<Instant> observe(String dateHeader) {
        Optional<Instant> date = parse(dateHeader);
        date.ifPresent(this::set);
        return date;
    }

    /** Returns Ditio's time now, or this machine's own if no response has shown it yet. */
    public synchronized Instant now() {
        return seen == null ? Instant.now() : seen.plusNanos(System.nanoTime() - seenAtNanos);
    }

    /** Returns the later of Ditio's time and this machine's. */
    public Instant latest() {
        Instant ditio = now();
        Instant machine = Instant.now();
        return ditio.isAfter(machine) ? ditio : machine;
    }

    /** Returns a comparison of the two clocks, in words. */
    public synchronized String comparison() {
        return difference()
                .orElse(
                        seen == null
                                ? "No answer of Ditio has shown its time: the times of the records are used instead"
                                : "Ditio's and this machine's agree");
    }

    /** Returns by how much the two clocks differed within the last hour and what to do; empty if they agreed. */
    public synchronized Optional<String> difference() {
        boolean lately = System.nanoTime() - differedAtNanos < REMEMBERED.toNanos();
        return Optional.of(difference).filter(words -> lately && !words.isEmpty());
    }

    private synchronized void set(Instant date) {
        Instant machine = Instant.now();
        seen = date;
        seenAtNanos = System.nanoTime();
        Duration ahead = Duration.between(machine, date);
        if (ahead.abs().compareTo(AGREEMENT) > 0) {
            boolean reported = difference().isPresent();
            difference = words(ahead, date, machine.truncatedTo(ChronoUnit.SECONDS));
            differedAtNanos = seenAtNanos;
            if (!reported) {
                LOG.warn(difference);
            }
        }
    }

    private static String words(Duration ahead, Instant ditio, Instant machine) {
        Duration by = ahead.abs();
        return ("Ditio's clock was %d h %d min %s this machine's: a response dated %s arrived at %s. No data is lost, since the"
                        + " earlier of the two decides what is re-read. Check the clock of this machine (timedatectl); if"
                        + " that is right, Ditio's is wrong")
                .formatted(
                        by.toHours(), by.toMinutesPart(), ahead.isNegative() ? "behind" : "ahead of", ditio, machine);
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
