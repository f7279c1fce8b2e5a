package no.ditioroutes.sandbox;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** Converts times to and from those of the vendor's platform: steps of 100 nanoseconds, up to seven decimals. */
final class Ticks {

    private static final long PER_SECOND = 10_000_000L;
    private static final int NANOS = 100;
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern OFFSET = Pattern.compile(".*T.*(Z|[+-]\\d{2}:\\d{2})");

    private Ticks() {}

    static long of(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), (long) instant.getNano() / NANOS);
    }

    static Instant instant(long ticks) {
        return Instant.ofEpochSecond(Math.floorDiv(ticks, PER_SECOND), Math.floorMod(ticks, PER_SECOND) * NANOS);
    }

    static String text(Instant instant) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(28);
        digits(text, utc.getYear(), 4).append('-');
        digits(text, utc.getMonthValue(), 2).append('-');
        digits(text, utc.getDayOfMonth(), 2).append('T');
        digits(text, utc.getHour(), 2).append(':');
        digits(text, utc.getMinute(), 2).append(':');
        digits(text, utc.getSecond(), 2);
        fraction(text, instant.getNano() / NANOS);
        return text.append('Z').toString();
    }

    static String text(long ticks) {
        return text(instant(ticks));
    }

    /**
     * Parses a date, a date-time, or a date-time with offset. The meaning of a missing offset is not documented; the
     * sandbox assumes UTC.
     */
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(instantOf(text)).filter(Ticks::isNear);
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** Returns whether a count of ticks can hold the time. */
    private static boolean isNear(Instant time) {
        return Math.abs(time.getEpochSecond()) < Long.MAX_VALUE / PER_SECOND;
    }

    /** Parses like {@link #parse}, but rejects a time without an offset. */
    static Optional<Instant> parseWithOffset(String text) {
        return OFFSET.matcher(text).matches() ? parse(text) : Optional.empty();
    }

    private static void fraction(StringBuilder text, int ticks) {
        if (ticks > 0) {
            digits(text.append('.'), ticks, 7);
            while (text.charAt(text.length() - 1) == '0') {
                text.setLength(text.length() - 1);
            }
        }
    }

    /** Appends a number with leading zeros; a formatter takes longer than all the rest of generating a record. */
    private static StringBuilder digits(StringBuilder text, int value, int width) {
        String digits = Integer.toString(value);
        return text.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }

    private static Instant instantOf(String text) {
        if (text.length() == 10 && DATE.matcher(text).matches()) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        if (text.endsWith("Z") && text.indexOf('T') > 0) {
            return Instant.parse(text);
        }
        return OFFSET.matcher(text).matches()
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}
