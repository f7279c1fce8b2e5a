package no.ditioroutes.store;

import no.ditioroutes.ditio.MachineState;

/**
 * An interval of the ledger that a row repeats or collides with.
 *
 * @param line the line of the row
 * @param file the name of the file that the interval came in
 * @param fileLine its line there
 */
public record LedgerMatch(long line, MachineState state, BatchStatus status, String file, long fileLine) {}
