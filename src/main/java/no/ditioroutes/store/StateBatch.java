package no.ditioroutes.store;

import java.util.List;

/**
 * Machine states of one company and project that go to Ditio in one request.
 *
 * @param number its place among the batches of its file
 * @param looked what Ditio had shown before the request, for telling afterwards whether it arrived; may be null
 * @param leftBy the name of the file that it was taken over from; null where it is the file's own
 */
public record StateBatch(
        int number,
        String companyId,
        String projectId,
        BatchStatus status,
        String looked,
        String leftBy,
        List<LedgerEntry> entries) {}
