package no.ditioroutes.ditio;

import org.apache.hc.core5.util.Timeout;

/**
 * Limits how long a call may take; the limits are the same for tokens, pages, machine states and the catalogue.
 *
 * @param connectMillis until a connection is established
 * @param silenceMillis until the first byte of a response, and between two bytes
 * @param deadlineMillis until the last byte of a response
 */
public record CallTimeouts(long connectMillis, long silenceMillis, long deadlineMillis) {

    /** Has the limits of the shipped settings. */
    static final CallTimeouts USUAL = new CallTimeouts(5_000, 300_000, 600_000);

    Timeout connect() {
        return Timeout.ofMilliseconds(connectMillis);
    }

    Timeout silence() {
        return Timeout.ofMilliseconds(silenceMillis);
    }
}
