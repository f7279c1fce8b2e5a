package no.ditioroutes.csv;

/** Reports a text that is no time; the message begins with a verb, to follow the name of its column. */
public final class BadTimeException extends Exception {

    private static final long serialVersionUID = 1L;

    BadTimeException(String reason) {
        super(reason, null, false, false);
    }
}
