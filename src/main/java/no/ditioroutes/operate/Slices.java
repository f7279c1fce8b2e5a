package no.ditioroutes.operate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.stream.Differences;
import no.ditioroutes.stream.Purpose;
import no.ditioroutes.stream.Slice;

/**
 * Cuts a window into slices by the UTC calendar. Adjacent slices share a border: Ditio includes both ends of a window,
 * so a record at a border is read twice, which changes nothing.
 */
final class Slices {

    private static final int MOST = 10_000;

    private final String stream;
    private final ZonedDateTime from;
    private final Instant to;
    private final TemporalAmount step;

    Slices(String stream, Instant from, Instant to, String step) {
        this.stream = stream;
        this.from = from.atZone(ZoneOffset.UTC);
        this.to = to;
        this.step = parse(step);
        require(from.isBefore(to), "--from " + from + " is not before --to " + to);
        require(border(1).isAfter(from), "--slice " + step + " is no time at all, expected one such as P1M");
    }

    List<Slice> cut(Purpose purpose) {
        return cut(purpose, null);
    }

    /**
     * Cuts the window for a dry run.
     *
     * @param differences collects the differences that a dry run finds in any slice
     */
    List<Slice> cut(Purpose purpose, Differences differences) {
        List<Slice> slices = new ArrayList<>();
        for (Instant start = border(0); start.isBefore(to); start = border(slices.size())) {
            require(
                    slices.size() < MOST,
                    "--slice cuts the window into more than " + MOST + " slices: take longer ones");
            Instant next = border(slices.size() + 1);
            Instant end = next.isBefore(to) ? next : to;
            slices.add(new Slice(name(start, end, purpose), start, end, purpose, differences));
        }
        return slices;
    }

    /** Returns a border, counted from the first one, so that months of different lengths do not shift the day. */
    private Instant border(int number) {
        try {
            return step instanceof Period period
                    ? from.plus(period.multipliedBy(number)).toInstant()
                    : from.plus(((Duration) step).multipliedBy(number)).toInstant();
        } catch (DateTimeException | ArithmeticException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "--slice " + step + " goes beyond all dates, expected one such as P1M",
                    e);
        }
    }

    /**
     * Returns the name of a cursor. Each purpose has its own, so that a completed backfill does not count as a
     * completed reconcile.
     */
    private String name(Instant start, Instant end, Purpose purpose) {
        String kind =
                switch (purpose) {
                    case RECONCILE -> "+reconcile";
                    case DRY_RUN -> "+dry-run";
                    default -> "";
                };
        return stream + "@" + text(start) + "/" + text(end) + kind;
    }

    private static String text(Instant time) {
        return time.toString().replace("T00:00:00Z", "");
    }

    private static TemporalAmount parse(String step) {
        try {
            return step.contains("T") ? Duration.parse(step) : Period.parse(step);
        } catch (DateTimeException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "--slice is '" + step + "', expected a period such as P1M, P7D, P1D or PT6H",
                    e);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new UserFacingException(UserFacingException.Kind.SETTINGS, otherwise);
        }
    }
}
