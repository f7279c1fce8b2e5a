package no.ditioroutes.store;

import java.time.Instant;

/**
 * Where a stream stands. Its version rises with every move and is compared on each, so that of two writers the second
 * fails instead of overtaking.
 *
 * @param since the window's start, or null
 * @param until the window's end, exclusive, or null
 * @param token the continuation token of the next page; empty before the first
 * @param page the number of pages done in this window
 * @param nextSince where the next window starts, or null
 * @param updatedAt when it was last written; set by the store
 */
public record Cursor(
        String name,
        String environment,
        Mode mode,
        Instant since,
        Instant until,
        String token,
        int page,
        Instant nextSince,
        long version,
        long upserted,
        long deleted,
        long rejected,
        Instant updatedAt) {}
