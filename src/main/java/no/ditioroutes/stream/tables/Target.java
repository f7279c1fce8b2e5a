package no.ditioroutes.stream.tables;

import java.util.Locale;

/** A topic that a stream publishes to, or a table that it stores records in besides its own. */
public record Target(Kind kind, String name) implements Comparable<Target> {

    /** The kind of a target. */
    public enum Kind {
        TOPIC,
        TABLE
    }

    public static Target topic(String name) {
        return new Target(Kind.TOPIC, name);
    }

    public static Target table(String name) {
        return new Target(Kind.TABLE, name);
    }

    public boolean isTopic() {
        return kind == Kind.TOPIC;
    }

    @Override
    public int compareTo(Target other) {
        return toString().compareTo(other.toString());
    }

    /** Returns its name for messages, such as {@code topic ditio.machine-registrations}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + name;
    }
}
