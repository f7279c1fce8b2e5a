package no.ditioroutes.ditio;

/** Ditio answered 401: the token has expired, was revoked, or was never good. One fresh token shows which. */
public final class Unauthorized extends Exception {

    private static final long serialVersionUID = 1L;

    Unauthorized(String message) {
        super(message);
    }
}
