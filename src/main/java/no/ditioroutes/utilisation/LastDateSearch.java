package no.ditioroutes.utilisation;

import java.time.LocalDate;
import java.util.NavigableSet;

/**
 * Finds out whether the last date of a question belongs to Ditio's totals, in a period that is known to hold data.
 *
 * <p>It looks for two days in a row that have data together: a day on which states were sent and the next one, or else what is
 * left of the dates when they are halved repeatedly. If neither day has data by itself, both together have it only
 * because the last date is not counted.
 *
 * <pre>
 *  SENT_DAY ──data──────────────────────────────────────▶ FOUND: included
 *     │ none                                                ▲        ▲
 *     ▼                                                     │ data   │ data, else excluded
 *  SENT_PAIR ──data────────────────────────────▶ PAIR_START │        │
 *     │ none                                       ▲  └─────┘        │
 *     ▼                                            │  └──none─▶ PAIR_END
 *  NARROWING: asks for a half ──two dates are left─┘
 * </pre>
 *
 * <p>It begins with {@code SENT_DAY} if states were sent on a day of the period, else with {@code NARROWING}.
 */
final class LastDateSearch {

    enum State {
        SENT_DAY,
        SENT_PAIR,
        NARROWING,
        PAIR_START,
        PAIR_END,
        FOUND
    }

    private State state;
    private Period asked;
    /** The dates that have data together, both included. */
    private Period narrow;

    private LastDate found;

    /**
     * @param part the days to be read
     * @param withData the dates whose totals hold data: the same and perhaps one more
     * @param sentDays days on which this program sent states, well within the day
     */
    LastDateSearch(Period part, Period withData, NavigableSet<LocalDate> sentDays) {
        narrow = withData;
        LocalDate sent = sentDays.ceiling(part.from());
        if (sent != null && part.contains(sent)) {
            ask(State.SENT_DAY, Period.of(sent));
        } else {
            narrowDown();
        }
    }

    State state() {
        return state;
    }

    /** Returns the period to ask for, until the answer is found. */
    Period asked() {
        return asked;
    }

    /** Returns what was found out. */
    LastDate found() {
        return found;
    }

    /** Learns whether the totals of the period that was asked for hold data. */
    void learn(boolean hasData) {
        switch (state) {
            case SENT_DAY -> {
                if (hasData) {
                    find(LastDate.INCLUDED);
                } else {
                    LocalDate sent = asked.from();
                    ask(State.SENT_PAIR, new Period(sent, sent.plusDays(1)));
                }
            }
            case SENT_PAIR -> {
                narrow = hasData ? asked : narrow;
                narrowDown();
            }
            case NARROWING -> {
                // Whichever way the last date is read, one of two parts that share a date has the data.
                narrow = hasData ? asked : new Period(asked.to(), narrow.to());
                narrowDown();
            }
            case PAIR_START -> {
                if (hasData) {
                    find(LastDate.INCLUDED);
                } else {
                    ask(State.PAIR_END, Period.of(narrow.to()));
                }
            }
            case PAIR_END -> find(hasData ? LastDate.INCLUDED : LastDate.EXCLUDED);
            case FOUND -> throw new IllegalStateException("the search is over");
        }
    }

    private void narrowDown() {
        if (narrow.from().plusDays(1).isBefore(narrow.to())) {
            ask(State.NARROWING, new Period(narrow.from(), narrow.middle()));
        } else {
            ask(State.PAIR_START, Period.of(narrow.from()));
        }
    }

    private void ask(State next, Period period) {
        state = next;
        asked = period;
    }

    private void find(LastDate meaning) {
        state = State.FOUND;
        found = meaning;
    }
}
