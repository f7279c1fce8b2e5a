package no.ditioroutes.camel;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import no.ditioroutes.Failure;
import org.apache.camel.util.TimeUtils;

/** When the service polls, as options of a Quartz endpoint. */
public final class Schedule {

    private Schedule() {}

    /**
     * The options for an interval, or for a cron expression where there is one.
     *
     * @param every such as {@code 15m}, {@code 5s}, {@code 1h30m}; the first run is at once
     * @param cron a Quartz expression of six or seven fields, or nothing
     */
    public static String options(String every, String cron) {
        // A run that takes longer than the interval is not joined by a second one.
        return "stateful=true&"
                + (cron == null || cron.isBlank()
                        ? "trigger.repeatCount=-1&trigger.repeatInterval="
                                + interval(every).toMillis()
                        : "cron=" + cron.strip().replace(' ', '+'));
    }

    private static Duration interval(String every) {
        Duration interval = parse(every);
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw wrong(every);
        }
        return interval;
    }

    private static Duration parse(String every) {
        try {
            return TimeUtils.toDuration(every.strip());
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw wrong(every);
        }
    }

    private static Failure wrong(String every) {
        return new Failure(
                Failure.Kind.SETTINGS,
                "DITIO_SYNC_EVERY is '" + every + "', expected a duration of a second or more such as 15m, 90s or 1h");
    }
}
