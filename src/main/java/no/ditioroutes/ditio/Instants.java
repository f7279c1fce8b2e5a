package no.ditioroutes.ditio;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/** The texts in which Ditio writes an instant. */
public final class Instants {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter();

    /** Beyond these no date is meant, databases differ in what they keep, and sums overflow. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Instants() {}

    /**
     * The instant a text means, or nothing where it means none: null, empty, year one, no date at all, or one outside of
     * the years 1 to 9999.
     *
     * <p>No source says how a text without an offset is meant; it is read as UTC, in which Ditio writes all others.
     */
    public static Optional<Instant> parse(String text) {
        return read(text).filter(Instants::isInRange);
    }

    /** Whether a text is a date outside of the years 1 to 9999. */
    public static boolean isOutOfRange(String text) {
        return read(text).filter(time -> !isInRange(time)).isPresent();
    }

    /** Whether an instant is in the years 1 to 9999, in which every sum of dates and durations stays possible. */
    public static boolean isInRange(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }

    private static Optional<Instant> read(String text) {
        if (isEmpty(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    instant(FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a text stands for no date: Ditio writes that as null, as "" or as the first day of year one. */
    public static boolean isEmpty(String text) {
        return text == null || text.isEmpty() || text.startsWith("0001-01-01");
    }

    private static Instant instant(TemporalAccessor time) {
        if (time instanceof OffsetDateTime withOffset) {
            return withOffset.toInstant();
        }
        if (time instanceof LocalDateTime local) {
            return local.toInstant(ZoneOffset.UTC);
        }
        return LocalDate.from(time).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
