package no.ditioroutes.ditio;

import java.io.IOException;

/** Thrown if a page has more bytes than may be in memory at once. */
public final class PageTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    PageTooLargeException(String message, Throwable cause) {
        super(message, cause);
    }
}
