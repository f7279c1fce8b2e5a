package no.ditioroutes.ditio;

/** Ditio answered 400 or 404: a parameter, the address or the continuation token is not what it takes. */
public final class BadRequest extends Exception {

    private static final long serialVersionUID = 1L;

    BadRequest(String message) {
        super(message);
    }
}
