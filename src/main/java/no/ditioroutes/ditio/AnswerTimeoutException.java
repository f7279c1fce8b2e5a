package no.ditioroutes.ditio;

import java.io.IOException;

/** A server was reached and its answer did not come in time: it stayed silent, or it was not complete at the deadline. */
public final class AnswerTimeoutException extends IOException {

    private static final long serialVersionUID = 1L;

    AnswerTimeoutException(String message) {
        super(message);
    }
}
