package no.ditioroutes.catalogue;

import java.nio.file.Path;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.csv.TimeFormats;
import no.ditioroutes.ditio.HttpTransport;

/**
 * The settings of the catalogue.
 *
 * @param apiBase the address of the Core API
 * @param companyId for rows that name no company; may be empty
 * @param clearWord a cell that holds just this clears its field
 * @param batch how many are created in one call
 * @param retireAtMost how many may be retired at once
 * @param retireAtMostPercent how many of a hundred may be retired at once
 * @param times how times are written
 * @param categories a CSV file with the columns category and typeId; read again for each plan
 */
public record CatalogueSettings(
        String apiBase,
        String companyId,
        String clearWord,
        int batch,
        int retireAtMost,
        int retireAtMostPercent,
        HttpTransport transport,
        TimeFormats times,
        Path categories) {

    /**
     * Returns the base address without a slash at its end.
     *
     * @throws UserFacingException if it is none
     */
    String base() {
        return transport.base("DITIO_API_BASE", apiBase);
    }
}
