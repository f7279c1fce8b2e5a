package no.ditioroutes.sandbox;

import java.util.Comparator;

/** Where a record stands in an order: its time, then its key. */
record Position(long ticks, String key) implements Comparable<Position> {

    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::ticks).thenComparing(Position::key);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
