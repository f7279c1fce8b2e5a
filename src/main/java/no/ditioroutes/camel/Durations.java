package no.ditioroutes.camel;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;

/** Durations as settings give them: {@code 15m}, {@code 90s}, {@code 1h30m}. */
final class Durations {

    /** Camel's own parser takes any text, and what it does not understand for nothing. */
    private static final Pattern FORM = Pattern.compile("(?i)(\\d+ ?(d|h|m|s|ms) ?)+|PT?\\d.*|0");

    /** Longer ones are mistakes, and could lead beyond all dates. */
    private static final Duration LONGEST = Duration.ofDays(3660);

    private Durations() {}

    /** The duration, or nothing where the text is none. */
    static Optional<Duration> parse(String text) {
        try {
            return Optional.ofNullable(text)
                    .map(String::strip)
                    .filter(stripped -> FORM.matcher(stripped).matches())
                    .map(TimeUtils::toDuration)
                    .filter(duration -> duration.compareTo(LONGEST) <= 0);
        } catch (DateTimeParseException | IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
