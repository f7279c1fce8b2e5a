package no.ditioroutes;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as settings give them: {@code 15m}, {@code 90s}, {@code 1h30m}, {@code PT15M}. */
public final class Durations {

    private static final Pattern PART = Pattern.compile("(\\d+) ?(d|h|ms|m|s) ?");
    private static final Pattern PARTS = Pattern.compile("(" + PART + ")+");

    /** Longer ones are mistakes, and could lead beyond all dates. */
    private static final Duration LONGEST = Duration.ofDays(3660);

    private Durations() {}

    /** Returns the duration, or nothing if the text is none. */
    public static Optional<Duration> parse(String text) {
        try {
            return Optional.ofNullable(text)
                    .map(given -> given.strip().toLowerCase(Locale.ROOT))
                    .flatMap(Durations::read)
                    .filter(duration -> duration.compareTo(LONGEST) <= 0);
        } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> read(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        if (text.matches("pt?\\d.*")) {
            return Optional.of(Duration.parse(text));
        }
        return PARTS.matcher(text).matches() ? Optional.of(sum(PART.matcher(text))) : Optional.empty();
    }

    private static Duration sum(Matcher part) {
        Duration sum = Duration.ZERO;
        while (part.find()) {
            long amount = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "d" -> Duration.ofDays(amount);
                        case "h" -> Duration.ofHours(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        default -> Duration.ofMillis(amount);
                    });
        }
        return sum;
    }
}
