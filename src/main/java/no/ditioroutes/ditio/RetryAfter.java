package no.ditioroutes.ditio;

import java.time.Duration;
import java.time.Instant;

/** Reads the {@code Retry-After} header: seconds, or an HTTP date that is measured by the server's own clock. */
final class RetryAfter {

    private RetryAfter() {}

    /** The pause asked for; null where the header is absent, no sense, zero or past. */
    static Duration parse(String header, Instant serverNow) {
        Duration pause = header == null ? null : pause(header.strip(), serverNow);
        return pause == null || pause.isNegative() || pause.isZero() ? null : pause;
    }

    private static Duration pause(String header, Instant serverNow) {
        if (!header.isEmpty() && header.length() < 10 && header.chars().allMatch(Character::isDigit)) {
            return Duration.ofSeconds(Long.parseLong(header));
        }
        return ServerClock.parse(header)
                .map(until -> Duration.between(serverNow, until))
                .orElse(null);
    }
}
