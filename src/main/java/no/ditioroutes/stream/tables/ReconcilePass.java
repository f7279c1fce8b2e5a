package no.ditioroutes.stream.tables;

import java.time.Instant;

/**
 * A load that makes its window equal to what Ditio has now.
 *
 * @param name the name of its cursor
 * @param liveSince what the stream's own run brings meanwhile is not older than this; null where every row was noted
 * @param rows how many rows the window had
 */
public record ReconcilePass(String name, Instant liveSince, long rows) {}
