package no.ditioroutes.stream;

/** Signals that a page was too large for the program, or timed out; a smaller page may succeed. */
final class PageDidNotFitException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean timedOut;

    PageDidNotFitException(Throwable cause, boolean timedOut) {
        super(cause.getMessage(), cause);
        this.timedOut = timedOut;
    }

    boolean isTimedOut() {
        return timedOut;
    }
}
