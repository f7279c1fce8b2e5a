package no.ditioroutes.store;

import java.time.Instant;

/**
 * What became of a file of machine states.
 *
 * @param rows all its rows, which are sent, known or rejected
 * @param known given to Ditio before, or there before this program was
 * @param requests how many requests sent states
 * @param finishedAt null while it is not done
 */
public record ImportSummary(
        String name,
        Instant startedAt,
        Instant finishedAt,
        long rows,
        long sent,
        long known,
        long rejected,
        long requests,
        double seconds) {}
