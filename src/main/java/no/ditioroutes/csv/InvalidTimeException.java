package no.ditioroutes.csv;

/** Thrown if a text is not a time. The message begins with a verb, to follow the name of the column. */
public final class InvalidTimeException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidTimeException(String reason) {
        super(reason, null, false, false);
    }
}
