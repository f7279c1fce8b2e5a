package no.ditioroutes.ditio;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Thrown if Ditio cannot answer now and may later: it is busy, down, cut off, or sends an invalid response. A retry may
 * help.
 */
public class UnavailableException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;

    private final int status;
    private final Duration retryAfter;

    UnavailableException(String message, int status, Duration retryAfter) {
        super(message);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** Creates an exception for a call without a response. */
    UnavailableException(String message, Throwable cause) {
        this(message, 0, cause);
    }

    /** Creates an exception for a response of this status that cannot be read. */
    UnavailableException(String message, int status, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.retryAfter = null;
    }

    /** Returns whether the rate limit of the server was exceeded. */
    public boolean isRateLimit() {
        return status == TOO_MANY_REQUESTS;
    }

    /**
     * Returns the reason as a label: {@code rate_limited}, {@code bad_answer}, {@code no_answer} or {@code
     * server_error}.
     */
    public String reason() {
        return switch (status) {
            case 0 -> "no_answer";
            case OK -> "bad_answer";
            case TOO_MANY_REQUESTS -> "rate_limited";
            default -> "server_error";
        };
    }

    /** Returns the pause that the server asked for; empty if it asked for none, or its value was invalid. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
