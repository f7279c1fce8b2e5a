package no.ditioroutes.utilisation;

import java.time.LocalDate;

/** Says whether the last date that Ditio is asked for belongs to its totals. It is not documented; the answers show it. */
enum LastDate {
    INCLUDED,
    EXCLUDED;

    /** Returns the period to ask for to get the totals of one day. */
    Period asking(LocalDate day) {
        return this == INCLUDED ? Period.of(day) : new Period(day, day.plusDays(1));
    }
}
