package no.ditioroutes.stream;

import java.time.Duration;
import java.util.Locale;
import no.ditioroutes.ditio.Page;
import no.ditioroutes.stream.tables.Mode;

/** Counts the records of a run by outcome. */
final class Counts {

    private int pages;
    private long records;
    private long skipped;
    private long upserted;
    private long restored;
    private long deleted;
    private long rejected;

    void page(Page page, PageWrites writes) {
        pages++;
        records += page.records().size() + page.strays().size();
        skipped += page.records().size() - writes.taken();
    }

    void written(PageOutcome.Written written) {
        upserted += written.upserted();
        restored += written.restored();
        deleted += written.deleted();
        rejected += written.rejected();
    }

    RunReport report(String stream, Mode mode, Duration took, boolean complete, ReconcilingLoad load) {
        long unchanged = records - skipped - upserted - deleted - rejected;
        String name = mode.name().toLowerCase(Locale.ROOT);
        return new RunReport(
                stream,
                name,
                pages,
                records,
                upserted,
                restored,
                deleted,
                unchanged,
                rejected,
                skipped,
                load.held(),
                load.unsettled(),
                took,
                complete);
    }
}
