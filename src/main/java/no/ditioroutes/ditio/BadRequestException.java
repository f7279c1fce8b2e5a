package no.ditioroutes.ditio;

/** Thrown if Ditio answered 400 or 404: it does not accept a parameter, the address or the continuation token. */
public final class BadRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    BadRequestException(String message) {
        super(message);
    }

    /** Returns what Ditio answered and what to check. */
    public String advice() {
        return getMessage() + ". Check the path and the parameters in the stream's route, and DITIO_REPORTING_BASE";
    }
}
