package no.ditioroutes.catalogue;

import no.ditioroutes.Failure;
import no.ditioroutes.csv.TimeFormats;
import no.ditioroutes.ditio.Transport;

/**
 * What an operator may change about catalogues.
 *
 * @param apiBase of the Core API
 * @param companyId for rows that name no company; may be empty
 * @param clearWord a cell that holds just this clears its field
 * @param batch how many are created in one call
 * @param retireAtMost how many may be retired at once
 * @param retireAtMostPercent how many of a hundred may be retired at once
 * @param times how times are written
 */
public record Settings(
        String apiBase,
        String companyId,
        String clearWord,
        int batch,
        int retireAtMost,
        int retireAtMostPercent,
        Transport transport,
        TimeFormats times) {

    /**
     * The base address without a slash at its end.
     *
     * @throws Failure where it is none
     */
    String base() {
        return transport.base("DITIO_API_BASE", apiBase);
    }
}
