package no.ditioroutes.stream.tables;

import java.time.Instant;
import no.ditioroutes.database.Jdbc;

/**
 * The rows of a table that a reconciling load will show, if Ditio still has them: those whose column lies between two
 * times, both inclusive; all of them; or none if that is not known.
 *
 * @param column as spelled by the database, or null
 */
public record ReconcileWindow(Kind kind, String column, Instant from, Instant to) {

    /** The part of the table that it covers. */
    enum Kind {
        ALL,
        BETWEEN,
        NONE
    }

    public static ReconcileWindow all() {
        return new ReconcileWindow(Kind.ALL, null, null, null);
    }

    public static ReconcileWindow none() {
        return new ReconcileWindow(Kind.NONE, null, null, null);
    }

    public static ReconcileWindow between(String column, Instant from, Instant to) {
        return new ReconcileWindow(Kind.BETWEEN, column, from, to);
    }

    /** Returns whether it is not known which rows the load will show. */
    public boolean isUnknown() {
        return kind == Kind.NONE;
    }

    /** Returns the condition on a row {@code t}; {@link #values} are its parameters. */
    String condition() {
        return switch (kind) {
            case ALL -> "true";
            case NONE -> "false";
            case BETWEEN -> "coalesce(t.%s between ? and ?, false)".formatted(Jdbc.quote(column));
        };
    }

    Object[] values() {
        return kind == Kind.BETWEEN ? new Object[] {from, to} : new Object[0];
    }
}
