package no.ditioroutes.ditio;

import java.time.Duration;

/** Says that there is no token now, so that the call it was for did not leave. */
public final class TokenUnavailableException extends UnavailableException {

    private static final long serialVersionUID = 1L;

    TokenUnavailableException(String message, int status, Duration retryAfter) {
        super(message, status, retryAfter);
    }

    TokenUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
