package no.ditioroutes.telematics;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;

/**
 * Reads the times of a file: ISO 8601, with an offset or in the time zone of the machines. For one thread.
 *
 * <p>What the ledger keeps is as fine as a microsecond, so anything finer is cut off.
 */
final class Times {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter();

    private final ZoneId zone;
    private final TwiceAYear ambiguous;
    /** The last two texts: the end of one interval is the start of the next, and machines share their hours. */
    private final String[] texts = {"", ""};

    private final Instant[] instants = {Instant.EPOCH, Instant.EPOCH};
    private int older;

    Times(ZoneId zone, TwiceAYear ambiguous) {
        this.zone = zone;
        this.ambiguous = ambiguous;
    }

    /** What to do with a local time that a change to or from daylight saving makes doubtful. */
    enum TwiceAYear {
        REJECT,
        EARLIER,
        LATER
    }

    /** @throws BadRow where the text is no time, or one that the zone does not have just once */
    Instant parse(String column, String text) throws BadRow {
        for (int place = 0; place < texts.length; place++) {
            if (texts[place].equals(text)) {
                return instants[place];
            }
        }
        Instant read = instant(column, text).truncatedTo(ChronoUnit.MICROS);
        texts[older] = text;
        instants[older] = read;
        older = 1 - older;
        return read;
    }

    private Instant instant(String column, String text) throws BadRow {
        try {
            if (isUsual(text)) {
                return Instant.parse(text);
            }
            TemporalAccessor time = FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime offset ? offset.toInstant() : local(column, LocalDateTime.from(time));
        } catch (DateTimeParseException e) {
            throw new BadRow(column + " is '" + text + "', expected a time such as 2026-01-31T08:00:00Z");
        }
    }

    /** Such as {@code 2026-01-31T08:00:00Z}, which can be read three times as fast. */
    private static boolean isUsual(String text) {
        return text.length() >= 20 && text.charAt(10) == 'T' && text.charAt(text.length() - 1) == 'Z';
    }

    private Instant local(String column, LocalDateTime time) throws BadRow {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.size() == 1) {
            return time.toInstant(offsets.get(0));
        }
        if (ambiguous == TwiceAYear.REJECT) {
            throw new BadRow(column + " is " + time + ", which " + zone + (offsets.isEmpty() ? " skips" : " has twice")
                    + " when the clocks change: give it with its offset, or set telematics.ambiguous-times");
        }
        var change = zone.getRules().getTransition(time);
        Instant one = time.toInstant(change.getOffsetBefore());
        Instant other = time.toInstant(change.getOffsetAfter());
        return one.isBefore(other) == (ambiguous == TwiceAYear.EARLIER) ? one : other;
    }
}
