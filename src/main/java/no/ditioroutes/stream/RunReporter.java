package no.ditioroutes.stream;

import java.time.Duration;
import no.ditioroutes.ditio.Page;
import no.ditioroutes.monitor.StreamMeters;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.Mode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reports what a run does: in the metrics of its stream, in its report, and at its end in the log.
 *
 * <p>A backfill reports its records, but nothing of the position of its stream.
 */
final class RunReporter {

    /** The logger of the run, since these are its messages. */
    private static final Logger LOG = LoggerFactory.getLogger(SyncRun.class);

    private final RunSettings settings;
    private final StreamMeters meters;
    private final Counts counts = new Counts();
    private final long startedAtNanos = System.nanoTime();

    RunReporter(RunSettings settings, StreamMeters meters) {
        this.settings = settings;
        this.meters = meters;
    }

    /** Counts a page that the route handled and that is to be written. */
    void handled(Page page, PageWrites writes) {
        counts.page(page, writes);
    }

    /** Counts a page that was written, and reports the position of the cursor behind it. */
    void written(Page page, PageWrites writes, PageOutcome.Written written, Cursor to) {
        counts.written(written);
        if (settings.slice().purpose() == Purpose.DRY_RUN) {
            return;
        }
        meters.page(
                page.records().size() + page.strays().size(),
                written.upserted(),
                written.deleted(),
                written.rejected(),
                page.records().size() - writes.taken());
        if (!settings.isBackfill()) {
            meters.moved(to.mode() == Mode.INCREMENTAL, to.since(), to.page());
        }
    }

    /** Reports that the run came to the end of its window. */
    void succeeded(Cursor reached) {
        if (!settings.isBackfill()) {
            meters.succeeded(settings.definition().upTo(reached).orElse(null));
        }
    }

    /** Returns what the run did so far. */
    RunReport report(Mode mode, boolean complete, ReconcilingLoad reconciling) {
        Duration took = Duration.ofNanos(System.nanoTime() - startedAtNanos);
        return counts.report(settings.stream(), mode, took, complete, reconciling);
    }

    /** Logs what the run did, at debug level if it neither changed nor rejected anything. */
    void log(RunReport report) {
        LOG.atLevel(report.isQuiet() ? Level.DEBUG : Level.INFO).log("{}", report.text(kind(report)));
    }

    /** Returns what kind of run it was, for the log: rows that are published again are no load. */
    private String kind(RunReport report) {
        return switch (settings.slice().purpose()) {
            case LOAD, FORCED_LOAD ->
                settings.isBackfill() ? "backfill of " + settings.slice().cursor() : report.mode();
            case RECONCILE -> "reconciling backfill of " + settings.slice().cursor();
            case DRY_RUN -> "dry run, which changed nothing";
            case REPLAY -> "replay of rejected records";
            case FILL -> "rows of the table to the " + settings.slice().only();
        };
    }
}
