package no.ditioroutes.stream;

/** A page was larger than this program can hold, or did not come in time: a smaller one may. */
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
