package no.ditioroutes.ditio;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What Ditio answered to a call, whatever the status, read to its end.
 *
 * @param serverTime the server's time when it answered, to the second; empty where it did not say
 * @param retryAfter how long the server asks to be left alone; null where it does not say
 */
public record Answer(ApiCall call, int status, Optional<Instant> serverTime, Duration retryAfter, Body body) {

    /** The body as text. */
    public String text() {
        return new String(body.bytes(), 0, body.length(), StandardCharsets.UTF_8);
    }

    /** The first characters of the body in one line, for a message. */
    public String excerpt() {
        return body.excerpt();
    }

    /** The answer in one line, for a message. */
    @Override
    public String toString() {
        return "Ditio answered " + call + " with " + status + ": " + body.excerpt();
    }
}
