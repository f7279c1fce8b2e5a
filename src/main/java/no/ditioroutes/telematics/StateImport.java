package no.ditioroutes.telematics;

import java.util.List;
import no.ditioroutes.database.Lock;

/**
 * A file of machine states while it is imported, and what became of it.
 *
 * @param delivery the conversation with Ditio
 * @param blocks its rows, to be read once
 */
public record StateImport(
        ImportOptions options,
        StateDelivery delivery,
        StateBlocks blocks,
        ImportCounts counts,
        RejectLists lists,
        StateBookkeeping books,
        Ledger ledger,
        Lock lock)
        implements AutoCloseable {

    /**
     * A row that is not sent.
     *
     * @param line its line in the file, from 1 for the header
     * @param reason why, for whoever corrects it
     */
    public record RejectedRow(long line, String reason) {}

    /** Returns what became of the rows so far. */
    public ImportSummary summary() {
        return counts.summary();
    }

    /** Returns the rows that a dry run rejects, in the order in which it found them. */
    public List<RejectedRow> rejectedInDryRun() {
        return lists.rejectedInDryRun();
    }

    /** Releases the file, whether all of it is done or not. */
    @Override
    public void close() {
        try (lock;
                ledger;
                lists) {
            blocks.close();
        }
    }
}
