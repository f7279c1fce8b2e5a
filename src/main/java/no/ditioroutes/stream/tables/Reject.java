package no.ditioroutes.stream.tables;

/**
 * A record that was set aside.
 *
 * @param recordId its id, empty where it has none
 * @param reason why, in words
 * @param raw the record as it came
 */
public record Reject(String stream, String recordId, String reason, String raw) {}
