package no.ditioroutes.camel;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import no.ditioroutes.Durations;
import no.ditioroutes.UserFacingException;
import org.quartz.CronExpression;

/** The polling schedule of the service. */
public final class Schedule {

    private static final int INTERVALS = 3;
    private static final Duration AT_LEAST = Duration.ofMinutes(1);
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final String every;
    private final String cron;

    /** Accepts the same settings as {@link #trigger}. */
    public Schedule(String every, String cron) {
        this.every = every;
        this.cron = cron;
    }

    /** Returns the time three intervals after the given one, or a minute after it if they are shorter. */
    public Instant overdueAfter(Instant time) {
        Instant due = time;
        for (int interval = 0; interval < INTERVALS; interval++) {
            due = due.isBefore(NEVER) ? next(due) : NEVER;
        }
        Instant earliest = time.plus(AT_LEAST);
        return due.isBefore(earliest) ? earliest : due;
    }

    private Instant next(Instant time) {
        if (!isCron(cron)) {
            return time.plus(interval(every));
        }
        try {
            // After the last time of an expression there is no next one.
            Date next = new CronExpression(cron.strip()).getNextValidTimeAfter(Date.from(time));
            return next == null ? NEVER : next.toInstant();
        } catch (ParseException e) {
            throw new IllegalStateException("it was checked at the start", e);
        }
    }

    private static boolean isCron(String cron) {
        return cron != null && !cron.isBlank();
    }

    /**
     * Returns the trigger settings of a {@code quartz:} endpoint: {@code sync.trigger.cron} if there is a cron
     * expression, else {@code sync.trigger.interval}.
     *
     * @param every an interval such as {@code 15m}, {@code 5s}, {@code 1h30m}; the first run starts immediately
     * @param cron a Quartz expression of six or seven fields, or nothing
     */
    public static Map<String, String> trigger(String every, String cron) {
        return isCron(cron)
                ? Map.of("sync.trigger.cron", checked(cron.strip()).replace(' ', '+'))
                : Map.of("sync.trigger.interval", Long.toString(interval(every).toMillis()));
    }

    private static Duration interval(String every) {
        return Durations.parse(every)
                .filter(interval -> interval.compareTo(Duration.ofSeconds(1)) >= 0)
                .orElseThrow(() -> new UserFacingException(
                        UserFacingException.Kind.SETTINGS,
                        "DITIO_SYNC_EVERY is '" + every
                                + "', expected a duration of a second or more such as 15m, 90s or 1h"));
    }

    private static String checked(String cron) {
        try {
            CronExpression.validateExpression(cron);
            return cron;
        } catch (ParseException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "DITIO_SYNC_CRON is '" + cron + "', expected a Quartz expression such as 0 0/15 * * * ?: "
                            + e.getMessage().replaceFirst(" \\(java.*", ""),
                    e);
        }
    }
}
