package no.ditioroutes.camel;

import java.text.ParseException;
import java.time.Duration;
import no.ditioroutes.Failure;
import org.quartz.CronExpression;

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
                        : "cron=" + checked(cron.strip()).replace(' ', '+'));
    }

    private static Duration interval(String every) {
        return Durations.parse(every)
                .filter(interval -> interval.compareTo(Duration.ofSeconds(1)) >= 0)
                .orElseThrow(() -> new Failure(
                        Failure.Kind.SETTINGS,
                        "DITIO_SYNC_EVERY is '" + every
                                + "', expected a duration of a second or more such as 15m, 90s or 1h"));
    }

    private static String checked(String cron) {
        try {
            CronExpression.validateExpression(cron);
            return cron;
        } catch (ParseException e) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    "DITIO_SYNC_CRON is '" + cron + "', expected a Quartz expression such as 0 0/15 * * * ?: "
                            + e.getMessage().replaceFirst(" \\(java.*", ""),
                    e);
        }
    }
}
