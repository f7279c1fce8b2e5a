package no.ditioroutes.telematics;

/**
 * The options of an import.
 *
 * @param dryRun nothing is sent, and the ledger stays as it is
 * @param force also rows are sent that are held, or taken as being in Ditio already
 */
public record ImportOptions(boolean dryRun, boolean force) {

    public static final ImportOptions USUAL = new ImportOptions(false, false);
}
