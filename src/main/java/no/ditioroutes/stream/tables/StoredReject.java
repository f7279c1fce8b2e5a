package no.ditioroutes.stream.tables;

import java.time.Instant;

/**
 * A record that was set aside and waits to be looked at.
 *
 * @param seen how often the same record came
 */
public record StoredReject(long id, Reject reject, Instant firstSeen, Instant lastSeen, int seen) {}
