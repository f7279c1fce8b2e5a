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

    private Instants() {}

    /**
     * The instant a text means, or nothing where it means none: null, empty, year one, or no date at all.
     *
     * <p>No source says how a text without an offset is meant; it is read as UTC, in which Ditio writes all others.
     */
    public static Optional<Instant> parse(String text) {
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
