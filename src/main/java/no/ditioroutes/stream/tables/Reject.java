package no.ditioroutes.stream.tables;

/**
 * A rejected record.
 *
 * @param recordId its id, empty if it has none
 * @param reason the reason, in words
 * @param raw the record as received
 */
public record Reject(String stream, String recordId, String reason, String raw) {}
