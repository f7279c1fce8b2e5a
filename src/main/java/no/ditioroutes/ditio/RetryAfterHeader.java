package no.ditioroutes.ditio;

import java.time.Duration;
import java.time.Instant;

/** Parses the {@code Retry-After} header: seconds, or an HTTP date that is compared with the server's own clock. */
final class RetryAfterHeader {

    private RetryAfterHeader() {}

    /** Returns the requested pause; null if the header is absent, invalid, zero or in the past. */
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
