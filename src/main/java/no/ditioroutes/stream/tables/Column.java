package no.ditioroutes.stream.tables;

import java.util.Locale;

/**
 * A column of a stream's table and the field that fills it.
 *
 * @param name as spelled by the database
 * @param field the name in camel case: {@code stop_date_time} is filled from {@code stopDateTime}
 * @param type the exact type, which reveals that a column was widened
 */
public record Column(String name, String field, Kind kind, String type) {

    /** The conversion of a field's text to a value. */
    public enum Kind {
        /** Leaves the cast of the text to the database. */
        TEXT,
        /** Converts like {@link #TEXT}, but treats the first day of year one as no date. */
        TIME,
        /** Stores the field as JSON. */
        JSON
    }

    /** Returns whether a live record without this field is stored as not deleted. */
    boolean isDeletedFlag() {
        return field.equals("isDeleted") && type.toLowerCase(Locale.ROOT).startsWith("boolean");
    }

    static Column of(String name, String type, String exactType) {
        return new Column(name, field(name), kind(type.toLowerCase(Locale.ROOT)), exactType);
    }

    private static Kind kind(String type) {
        if (type.startsWith("json")) {
            return Kind.JSON;
        }
        return type.startsWith("timestamp") || type.equals("date") ? Kind.TIME : Kind.TEXT;
    }

    /** Returns the field of a column; a database that folds names to upper case has {@code STOP_DATE_TIME}. */
    private static String field(String name) {
        boolean folded = name.equals(name.toUpperCase(Locale.ROOT));
        StringBuilder field = new StringBuilder();
        boolean upper = false;
        for (char c : (folded ? name.toLowerCase(Locale.ROOT) : name).toCharArray()) {
            if (c != '_') {
                field.append(upper ? Character.toUpperCase(c) : c);
            }
            upper = c == '_';
        }
        return field.toString();
    }
}
