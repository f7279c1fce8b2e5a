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

/** Parses the formats in which Ditio writes an instant. */
public final class DitioInstants {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .toFormatter();

    /** Instants outside this range are not real dates, databases differ in storing them, and sums overflow. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private DitioInstants() {}

    /**
     * Returns the instant of a text, or nothing if it has none: null, empty, year one, not a date, or outside the years
     * 1 to 9999.
     *
     * <p>No source says how a text without an offset is meant; it is read as UTC, in which Ditio writes all others.
     */
    public static Optional<Instant> parse(String text) {
        return read(text).filter(DitioInstants::isInRange);
    }

    /** Returns whether a text is a date outside the years 1 to 9999. */
    public static boolean isOutOfRange(String text) {
        return read(text).filter(time -> !isInRange(time)).isPresent();
    }

    /** Returns whether an instant is in the years 1 to 9999, in which sums of dates and durations cannot overflow. */
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

    /** Returns whether a text means no date: Ditio writes that as null, as "" or as the first day of year one. */
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
