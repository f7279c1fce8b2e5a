package no.ditioroutes.sandbox;

import java.util.Comparator;

/** The position of a record in a sort order: its time, then its key. */
record SortPosition(long ticks, String key) implements Comparable<SortPosition> {

    private static final Comparator<SortPosition> ORDER =
            Comparator.comparingLong(SortPosition::ticks).thenComparing(SortPosition::key);

    @Override
    public int compareTo(SortPosition other) {
        return ORDER.compare(this, other);
    }
}
