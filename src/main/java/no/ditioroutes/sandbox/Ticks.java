package no.ditioroutes.sandbox;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.regex.Pattern;

/** Time as the vendor's platform has it: steps of 100 nanoseconds, written with up to seven decimals. */
final class Ticks {

    private static final long PER_SECOND = 10_000_000L;
    private static final int NANOS = 100;
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern OFFSET = Pattern.compile(".*T.*(Z|[+-]\\d{2}:\\d{2})");
    private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 7, true)
            .appendLiteral('Z')
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    private Ticks() {}

    static long of(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), (long) instant.getNano() / NANOS);
    }

    static Instant instant(long ticks) {
        return Instant.ofEpochSecond(Math.floorDiv(ticks, PER_SECOND), Math.floorMod(ticks, PER_SECOND) * NANOS);
    }

    static String text(Instant instant) {
        return TEXT.format(instant);
    }

    static String text(long ticks) {
        return text(instant(ticks));
    }

    /**
     * Reads a date, a date-time, or a date-time with offset. What a missing offset means is not documented;
     * the sandbox takes it for UTC.
     */
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(instantOf(text));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** As {@link #parse}, but refuses a time that does not say its offset. */
    static Optional<Instant> parseWithOffset(String text) {
        return OFFSET.matcher(text).matches() ? parse(text) : Optional.empty();
    }

    private static Instant instantOf(String text) {
        if (DATE.matcher(text).matches()) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return OFFSET.matcher(text).matches()
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}
