package no.ditioroutes.csv;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import no.ditioroutes.UserFacingException;

/**
 * Parses the time formats that a file may have: ISO 8601 with a T or a space, hours of one digit, and an offset, after
 * a space or not; and the java.time patterns of the settings, separated by commas, or by bars if a pattern contains a
 * comma.
 */
final class TimePatterns {

    private static final int ISO_DATE = 10;
    private static final Pattern ZONED = Pattern.compile("[XxZzVO]");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][ ]")
            .appendValue(ChronoField.HOUR_OF_DAY, 1, 2, SignStyle.NOT_NEGATIVE)
            .appendPattern(":mm")
            .optionalStart()
            .appendPattern(":ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .append(offset())
            .toFormatter(Locale.ROOT);

    private final List<String> written;
    private final List<DateTimeFormatter> formats;

    private TimePatterns(List<String> written, List<DateTimeFormatter> formats) {
        this.written = written;
        this.formats = formats;
    }

    static TimePatterns of(String setting, String patterns) {
        List<String> written = Arrays.stream(patterns.split(patterns.contains("|") ? "\\|" : ","))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .toList();
        List<DateTimeFormatter> formats = new ArrayList<>();
        written.forEach(pattern -> formats.add(format(setting, pattern)));
        return new TimePatterns(written, formats);
    }

    boolean isEmpty() {
        return written.isEmpty();
    }

    /** Returns an {@link OffsetDateTime}, a {@link LocalDateTime} or a {@link LocalDate}; nothing if no format fits. */
    Optional<TemporalAccessor> parse(String text) {
        try {
            TemporalAccessor iso = best(ISO, text);
            // The formatter would turn 30 February into the last day of that month.
            LocalDate.parse(text.substring(0, ISO_DATE));
            return Optional.of(iso);
        } catch (DateTimeParseException e) {
            return formats.stream()
                    .flatMap(format -> parsed(format, text).stream())
                    .findFirst();
        }
    }

    private static Optional<TemporalAccessor> parsed(DateTimeFormatter format, String text) {
        try {
            return Optional.of(best(format, text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static TemporalAccessor best(DateTimeFormatter format, String text) {
        return format.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    }

    private static DateTimeFormatter format(String setting, String pattern) {
        try {
            DateTimeFormatterBuilder builder =
                    new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(strictYears(pattern));
            boolean zoned =
                    ZONED.matcher(QUOTED.matcher(pattern).replaceAll("")).find();
            return (zoned ? builder : builder.append(offset()))
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    setting + " has the pattern '" + pattern + "', which is not a java.time pattern: " + e.getMessage()
                            + ". Expected one such as dd.MM.yyyy HH:mm",
                    e);
        }
    }

    /** Replaces y by u: with strict resolving y would also require an era. */
    private static String strictYears(String pattern) {
        String[] parts = pattern.split("'", -1);
        for (int i = 0; i < parts.length; i += 2) {
            parts[i] = parts[i].replace('y', 'u');
        }
        return String.join("'", parts);
    }

    /** Returns the format of an optional offset, after a space or not. */
    private static DateTimeFormatter offset() {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern("[ ][XXX][XX][X]")
                .optionalStart()
                .appendOffset("+HH:MM", "UTC")
                .optionalEnd()
                .optionalStart()
                .appendOffset("+HH:MM", "GMT")
                .toFormatter(Locale.ROOT);
    }

    @Override
    public String toString() {
        return String.join(", ", written);
    }
}
