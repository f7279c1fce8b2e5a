package no.ditioroutes.ditio;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A response of Ditio with any status, read completely.
 *
 * @param serverTime the server's time of the response, to the second; empty if it sent none
 * @param retryAfter the pause that the server asks for; null if it asks for none
 */
public record HttpResult(
        ApiCall call, int status, Optional<Instant> serverTime, Duration retryAfter, ResponseBody body) {

    /** Returns the body as text. */
    public String text() {
        return new String(body.bytes(), 0, body.length(), StandardCharsets.UTF_8);
    }

    /** Returns the beginning of the body in one line, for a message. */
    public String excerpt() {
        return body.excerpt();
    }

    /** Returns the response in one line, for a message. */
    @Override
    public String toString() {
        return "Ditio answered " + call + " with " + status + ": " + body.excerpt();
    }
}
