package no.ditioroutes.ditio;

import java.io.IOException;

/**
 * Thrown if a server was reached but did not respond in time: it stayed silent, or its response was incomplete at the
 * deadline.
 */
public final class ResponseTimeoutException extends IOException {

    private static final long serialVersionUID = 1L;

    ResponseTimeoutException(String message) {
        super(message);
    }
}
