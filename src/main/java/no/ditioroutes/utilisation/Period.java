package no.ditioroutes.utilisation;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import no.ditioroutes.UserFacingException;

/** A number of days in a row, both ends included. */
public record Period(LocalDate from, LocalDate to) {

    /** Covers ten years: a longer period is a slip of the hand. */
    private static final long LONGEST_DAYS = 3660;

    /**
     * Returns the days that somebody wants to have read.
     *
     * @throws UserFacingException if there are none, or too many
     */
    public static Period wanted(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS, "The period ends on " + to + ", before it begins on " + from);
        }
        if (ChronoUnit.DAYS.between(from, to) >= LONGEST_DAYS) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "The period from " + from + " to " + to + " is longer than " + LONGEST_DAYS
                            + " days: read it in parts");
        }
        return new Period(from, to);
    }

    static Period of(LocalDate day) {
        return new Period(day, day);
    }

    List<LocalDate> days() {
        return from.datesUntil(to.plusDays(1)).toList();
    }

    boolean contains(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    LocalDate middle() {
        return from.plusDays(ChronoUnit.DAYS.between(from, to) / 2);
    }

    Period firstHalf() {
        return new Period(from, middle());
    }

    /** Returns the days after the first half; a period of one day has none. */
    Period secondHalf() {
        return new Period(middle().plusDays(1), to);
    }

    Period withDayAfter() {
        return new Period(from, to.plusDays(1));
    }

    boolean isLongerThanTwoDays() {
        return from.plusDays(1).isBefore(to);
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
