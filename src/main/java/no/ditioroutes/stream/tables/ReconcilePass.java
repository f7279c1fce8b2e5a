package no.ditioroutes.stream.tables;

import java.time.Instant;

/**
 * A load that makes its window equal to Ditio's current data.
 *
 * @param name the name of its cursor
 * @param liveSince lower bound of the versions that the stream's own run may store meanwhile; null if every row was
 *     noted
 * @param rows number of rows in the window
 */
public record ReconcilePass(String name, Instant liveSince, long rows) {}
