package no.ditioroutes.stream.tables;

import java.util.List;
import no.ditioroutes.ditio.DitioRecord;

/**
 * What became of a block of records: those that changed something, in the order given, and those the database refused.
 * The rest was stored already.
 *
 * @param restored those of the upserted that took the place of a newer version or of a deletion, since Ditio went back
 */
public record MergeResult(
        List<DitioRecord> upserted, List<DitioRecord> deleted, List<Reject> rejected, List<DitioRecord> restored) {}
