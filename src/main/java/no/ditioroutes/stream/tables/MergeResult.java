package no.ditioroutes.stream.tables;

import java.util.List;
import no.ditioroutes.ditio.DitioRecord;

/**
 * The result of merging a block of records: those that changed something, in the order given, and those the database
 * rejected. All others were already stored.
 *
 * @param restored upserted records that replaced a newer version or a deletion because Ditio went back
 */
public record MergeResult(
        List<DitioRecord> upserted, List<DitioRecord> deleted, List<Reject> rejected, List<DitioRecord> restored) {}
