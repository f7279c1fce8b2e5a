package no.ditioroutes.store;

/**
 * What became of one entry of a catalogue.
 *
 * @param environment the base address of the Ditio it is in
 * @param kind machines, projects or work-orders
 * @param project the number of the project a work order belongs to; else empty
 * @param number the user's own
 * @param id Ditio's; empty where it is not known
 * @param sent the JSON that was sent; empty where nothing was
 * @param kept the JSON that Ditio showed afterwards where it ignored what was sent; else empty
 */
public record CatalogueEntry(
        String environment,
        String kind,
        String company,
        String project,
        String number,
        String id,
        String action,
        String outcome,
        String reason,
        String sent,
        String kept,
        String source,
        long line) {}
