package no.ditioroutes.telematics;

import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.ditio.MachineState;
import no.ditioroutes.store.LedgerEntry;

/** A row of a file and the machine state it holds. */
record StateRow(CsvRow csv, MachineState state) {

    long line() {
        return csv.line();
    }

    LedgerEntry entry() {
        return new LedgerEntry(line(), state);
    }
}
