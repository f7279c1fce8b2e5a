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
 * Ditio's clock, as its answers show it in their {@code Date} header, beside this machine's own.
 *
 * <p>Between two answers the time is carried on by the machine's monotonic timer, which no clock change touches. Which of the
 * two clocks is right nobody here can know, so a difference is reported.
 */
public final class ServerClock {

    private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);

    /** Two clocks that are kept right differ by less. */
    private static final Duration AGREEMENT = Duration.ofMinutes(5);

    /** Of several servers that take turns one may be wrong: its answers come with those of the others between them. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private Instant seen;
    private long seenAtNanos;
    private String difference = "";
    private long differedAtNanos;

    /** Notes the time of an answer. A header that is absent or no HTTP date is passed over. */
    public Optional<Instant> observe(String dateHeader) {
        Optional<Instant> date = parse(dateHeader);
        date.ifPresent(this::set);
        return date;
    }

    /** Ditio's time now; this machine's own where no answer has shown it yet. */
    public synchronized Instant now() {
        return seen == null ? Instant.now() : seen.plusNanos(System.nanoTime() - seenAtNanos);
    }

    /** The later of Ditio's time and this machine's. */
    public Instant latest() {
        Instant ditio = now();
        Instant machine = Instant.now();
        return ditio.isAfter(machine) ? ditio : machine;
    }

    /** How the two clocks compare, in words. */
    public synchronized String comparison() {
        return difference()
                .orElse(
                        seen == null
                                ? "No answer of Ditio has shown its time: the times of the records are used instead"
                                : "Ditio's and this machine's agree");
    }

    /** By how much the two clocks differed within the last hour and what to do, in words; empty where they agreed. */
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
        return ("Ditio's clock was %d h %d min %s this machine's: an answer said %s at %s. Nothing is lost by it, since the"
                        + " earlier of the two says what is read again. Check the clock of this machine (timedatectl); if"
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
