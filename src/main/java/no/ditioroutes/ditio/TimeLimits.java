package no.ditioroutes.ditio;

import org.apache.hc.core5.util.Timeout;

/**
 * How long a call may take; the same for tokens, pages, machine states and the catalogue.
 *
 * @param connectMillis until a connection is there
 * @param silenceMillis until the first byte of an answer, and between two of them
 * @param deadlineMillis until the last byte of an answer
 */
public record TimeLimits(long connectMillis, long silenceMillis, long deadlineMillis) {

    /** The limits of the shipped settings. */
    static final TimeLimits USUAL = new TimeLimits(5_000, 300_000, 600_000);

    Timeout connect() {
        return Timeout.ofMilliseconds(connectMillis);
    }

    Timeout silence() {
        return Timeout.ofMilliseconds(silenceMillis);
    }
}
