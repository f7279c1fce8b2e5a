package no.ditioroutes.stream.tables;

import java.time.Instant;

/**
 * A rejected record that has to be checked.
 *
 * @param seen how often the same record was received
 */
public record StoredReject(long id, Reject reject, Instant firstSeen, Instant lastSeen, int seen) {}
