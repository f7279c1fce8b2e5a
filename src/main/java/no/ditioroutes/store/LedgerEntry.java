package no.ditioroutes.store;

import no.ditioroutes.ditio.MachineState;

/** A machine state and the line of its file, from 1 for the header. */
public record LedgerEntry(long line, MachineState state) {}
