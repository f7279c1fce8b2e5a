package no.ditioroutes.stream.tables;

import java.time.Instant;

/**
 * A row that Ditio no longer has.
 *
 * @param version when it was last modified, or null
 */
public record GoneRow(String id, Instant version) {}
