package no.ditioroutes.ditio;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Ditio cannot answer now and may later: busy, down, cut off, or answering nonsense. Worth another try. */
public final class Unavailable extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;

    private final int status;
    private final Duration retryAfter;

    Unavailable(String message, int status, Duration retryAfter) {
        super(message);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** There was no answer. */
    Unavailable(String message, Throwable cause) {
        this(message, 0, cause);
    }

    /** There was an answer of this status which cannot be read. */
    Unavailable(String message, int status, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.retryAfter = null;
    }

    /** Whether the server was asked too often. */
    public boolean isRateLimit() {
        return status == TOO_MANY_REQUESTS;
    }

    /** Why there is nothing, in a word: {@code rate_limited}, {@code bad_answer}, {@code no_answer}, {@code server_error}. */
    public String reason() {
        return switch (status) {
            case 0 -> "no_answer";
            case OK -> "bad_answer";
            case TOO_MANY_REQUESTS -> "rate_limited";
            default -> "server_error";
        };
    }

    /** How long the server asked to be left alone; empty where it did not say, or said nothing sensible. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
