package no.ditioroutes.ditio;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Ditio cannot answer now and may later: busy, down, cut off, or answering nonsense. Worth another try. */
public final class Unavailable extends IOException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    Unavailable(String message, Duration retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    Unavailable(String message, Throwable cause) {
        super(message, cause);
        this.retryAfter = null;
    }

    /** How long the server asked to be left alone; empty where it did not say, or said nothing sensible. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
