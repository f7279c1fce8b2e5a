package no.ditioroutes.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneOffsetTransition;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import no.ditioroutes.UserFacingException;

/**
 * Parses the times in files: ISO 8601, or a format that the settings name. All times without an offset are in the same
 * zone.
 */
public final class TimeFormats {

    /** Excel counts days from this date, and times as fractions of a day. */
    private static final LocalDateTime EXCEL = LocalDateTime.of(1899, 12, 30, 0, 0);

    private static final Pattern EXCEL_NUMBER = Pattern.compile("[2-9]\\d{4}([.,]\\d+)?");
    private static final double SECONDS_OF_DAY = 86_400;

    private final ZoneId zone;
    private final ClockChange ambiguous;
    private final String setting;
    private final TimePatterns patterns;

    /**
     * @param zone the zone of times without an offset
     * @param ambiguous how to treat a local time that a clock change skips or repeats
     * @param setting the name of the setting that holds the patterns
     * @param patterns further formats, see {@link TimePatterns}
     */
    public TimeFormats(String zone, String ambiguous, String setting, String patterns) {
        this.zone = zone(zone);
        this.ambiguous = ClockChange.of(ambiguous);
        this.setting = setting;
        this.patterns = TimePatterns.of(setting, patterns);
    }

    /**
     * A parsed time.
     *
     * @param hasOffset whether the text had an offset from UTC
     */
    public record Moment(Instant instant, boolean hasOffset) {}

    /** Returns the time of a text; a date alone is not accepted. */
    public Moment time(String text) throws InvalidTimeException {
        if (isUtcTimestamp(text)) {
            try {
                return new Moment(Instant.parse(text), true);
            } catch (DateTimeParseException e) {
                // Its hour may have one digit.
            }
        }
        TemporalAccessor read = patterns.parse(text).orElseThrow(() -> noTime(text, "a time"));
        if (read instanceof LocalDate) {
            throw noTime(text, "a time");
        }
        return moment(read);
    }

    /** Returns the time of a text. A date alone means midnight in UTC, as Ditio writes days. */
    public Instant timeOrDate(String text) throws InvalidTimeException {
        TemporalAccessor read = patterns.parse(text).orElseThrow(() -> noTime(text, "a date or a time"));
        return read instanceof LocalDate day
                ? day.atStartOfDay().toInstant(ZoneOffset.UTC)
                : moment(read).instant();
    }

    public ZoneId zone() {
        return zone;
    }

    /** Returns whether a text looks like {@code 2026-01-31T08:00:00Z}, which can be parsed three times as fast. */
    private static boolean isUtcTimestamp(String text) {
        return text.length() >= 20 && text.charAt(10) == 'T' && text.charAt(text.length() - 1) == 'Z';
    }

    private Moment moment(TemporalAccessor read) throws InvalidTimeException {
        return read instanceof OffsetDateTime time
                ? new Moment(time.toInstant(), true)
                : new Moment(local(LocalDateTime.from(read)), false);
    }

    private Instant local(LocalDateTime time) throws InvalidTimeException {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.size() == 1) {
            return time.toInstant(offsets.get(0));
        }
        if (ambiguous == ClockChange.REJECT) {
            throw new InvalidTimeException(
                    "is " + time + ", which " + zone + (offsets.isEmpty() ? " skips" : " has twice")
                            + " when the clocks change: give it with its offset, or set telematics.ambiguous-times");
        }
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        Instant one = time.toInstant(change.getOffsetBefore());
        Instant other = time.toInstant(change.getOffsetAfter());
        return one.isBefore(other) == (ambiguous == ClockChange.EARLIER) ? one : other;
    }

    private InvalidTimeException noTime(String text, String what) {
        Optional<LocalDateTime> excel = excel(text);
        return new InvalidTimeException(
                excel.isPresent()
                        ? "is '" + text + "', a number by which Excel means " + excel.get()
                                + ": format the cells as date and time, and save the sheet again"
                        : "is '" + text + "', expected " + what + " such as 2026-01-31T08:00:00Z"
                                + (patterns.isEmpty() ? "" : ", or a format of " + setting + ": " + patterns));
    }

    private static Optional<LocalDateTime> excel(String text) {
        if (!EXCEL_NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        double days = Double.parseDouble(text.replace(',', '.'));
        return Optional.of(EXCEL.plusSeconds(Math.round(days * SECONDS_OF_DAY)).truncatedTo(ChronoUnit.SECONDS));
    }

    private static ZoneId zone(String zone) {
        try {
            return ZoneId.of(zone.strip());
        } catch (DateTimeException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "telematics.zone is '" + zone + "', expected a time zone such as Europe/Oslo",
                    e);
        }
    }

    /** Says how to treat a local time that is missing or ambiguous because the clocks change. */
    private enum ClockChange {
        REJECT,
        EARLIER,
        LATER;

        static ClockChange of(String word) {
            for (ClockChange one : values()) {
                if (one.name().equalsIgnoreCase(word.strip())) {
                    return one;
                }
            }
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "telematics.ambiguous-times is '" + word + "', expected "
                            + String.join(
                                    " or ",
                                    Arrays.stream(values())
                                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                                            .toList()));
        }
    }
}
