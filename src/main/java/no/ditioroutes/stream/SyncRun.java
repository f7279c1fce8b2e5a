package no.ditioroutes.stream;

import java.util.Optional;
import no.ditioroutes.ShutdownSignal;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.FetchedPage;
import no.ditioroutes.ditio.Page;
import no.ditioroutes.monitor.StreamMeters;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.Cursors;
import no.ditioroutes.stream.tables.Mode;
import no.ditioroutes.stream.tables.NewColumns;
import no.ditioroutes.stream.tables.Table;
import no.ditioroutes.stream.tables.Tables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a stream: the pages of its window one after the other, each written together with the cursor behind it.
 *
 * <p>While the route handles a page, the next one is fetched and the one before is written, and never more than that, so
 * that memory stays flat. A page is written after the one before it was, so the cursor never passes a page that is not
 * stored. To be used by one thread.
 */
public final class SyncRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SyncRun.class);

    private final RunSettings settings;
    private final WindowWalk walk;
    private final Optional<InlinePages> inline;
    private final PageWriter writer;
    private final PageWriting writing;
    private final StreamMeters meters;
    private final ShutdownSignal stop;
    private final ReconcilingLoad reconciling;
    private final RunReporter reporter;

    private Cursor from;
    private Cursor after;
    private Mode mode;
    private Page page;
    private PageWrites writes;
    private boolean walking = true;
    private boolean removing;
    private boolean resumed;

    private SyncRun(
            RunSettings settings,
            Sinks sinks,
            Optional<InlinePages> inline,
            ShutdownSignal stop,
            WindowWalk walk,
            ReconcilingLoad reconciling,
            PageWriter writer,
            boolean resumed) {
        this.settings = settings;
        this.meters = sinks.meters().stream(settings.stream());
        this.reporter = new RunReporter(settings, meters);
        this.inline = inline;
        this.stop = stop;
        this.walk = walk;
        this.reconciling = reconciling;
        this.writer = writer;
        this.writing = new PageWriting(settings.stream());
        this.mode = walk.cursor().mode();
        this.resumed = resumed;
    }

    /**
     * Opens a run at the position where the last one ended: reads the cursor, cuts the window, and fills new columns of the
     * table. Ditio is asked for nothing yet.
     *
     * @param inline pages that are read in the place of Ditio's, if there are any
     */
    public static SyncRun open(RunSettings settings, Sinks sinks, Optional<InlinePages> inline, ShutdownSignal stop) {
        Table table = settings.isBackfill()
                ? new Tables(sinks.database()).table(settings.table())
                : new NewColumns(sinks.database(), stop::isRequested).fill(settings.table());
        Cursors cursors = new Cursors(sinks.database());
        Optional<Cursor> stored = cursors.find(settings.slice().cursor());
        WindowWalk walk = new WindowWalk(settings, sinks, table.fields(), new PagePrefetcher(stop));
        Cursor window = walk.open(stored);
        ReconcilingLoad reconciling = new ReconcilingLoad(settings, sinks.database(), table);
        reconciling.open(window, stored);
        PageWriter writer = new PageWriter(
                settings,
                sinks,
                table,
                reconciling.pass(),
                (reconciling.pass().isPresent() ? cursors.find(window.name()) : stored).orElse(null),
                stop::isRequested);
        boolean leftOpen = stored.isPresent() && stored.get().isOpen() && !settings.isBackfill();
        boolean resumed = leftOpen || (reconciling.removesAtItsEnd() && window.mode() == Mode.FULL);
        return new SyncRun(settings, sinks, inline, stop, walk, reconciling, writer, resumed);
    }

    /** Returns whether there is another page: the first one, one that a continuation token leads to, or one of removals. */
    public boolean hasNextPage() {
        return walking && !stop.isRequested();
    }

    /** Returns the continuation token that leads to the next page; empty at the first page and behind the last one. */
    public String continuationToken() {
        return walk.cursor().token();
    }

    /**
     * Waits for the next page, and has the one behind it fetched meanwhile. If the program stops, the page has no records.
     *
     * @param fetcher fetches pages of Ditio
     */
    public Page nextPage(PageFetcher fetcher) {
        if (removing) {
            return nextRemovals();
        }
        PageFetcher source = inline.<PageFetcher>map(pages -> pages).orElse(fetcher);
        PageFetcher timed = request -> meters.fetching(source.fetch(request));
        FetchedPage fetched = walk.fetch(timed);
        if (stop.isRequested()) {
            return Page.EMPTY;
        }
        page = fetched.page();
        checkMode();
        writes = new PageWrites(settings.stream(), page, settings.slice().only());
        from = walk.cursor();
        after = walk.prefetchBehind(fetched, timed);
        return page;
    }

    /** A page of deletions of what Ditio no longer has, which leaves the cursor where it is. */
    private Page nextRemovals() {
        page = reconciling.nextRemovals();
        from = walk.cursor();
        after = from;
        writes = new PageWrites(settings.stream(), page, settings.slice().only());
        return page;
    }

    /** Returns what collects the records of the page at hand for tables and topics. */
    public PageWrites writes() {
        if (writes == null) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "A route uses a sink outside of the loop over ditio-stream:next-page");
        }
        return writes;
    }

    /** The table of the stream. */
    public String table() {
        return settings.table();
    }

    /** The topic of the stream. */
    public String topic() {
        return settings.definition().topic();
    }

    /**
     * Has the page at hand published and stored and the cursor moved behind it, while the route handles the next one. Waits
     * for the page before it, and at the end of the window for this one too.
     */
    public void commit() {
        if (writes == null) {
            return;
        }
        writing.await();
        reporter.handled(page, writes);
        write(page, writes, from, after);
        writes = null;
        walk.moveTo(after);
        if (!after.isOpen() || stop.isRequested()) {
            writing.await();
        }
        if (!after.isOpen()) {
            goOn();
        }
    }

    /** Returns what the run did so far. */
    public RunReport report() {
        return reporter.report(mode, !walking, reconciling);
    }

    /** Waits for what is being written, drops what is being fetched, and says what was done if anything was. */
    @Override
    public void close() {
        walk.cancel();
        writing.shutdown();
        try {
            writing.await();
        } catch (RuntimeException e) {
            LOG.warn("{}: the last page was not stored: {}", settings.stream(), e.getMessage());
        }
        if (!walking) {
            reporter.succeeded(walk.cursor());
        }
        reporter.log(report());
    }

    /**
     * A window that an earlier run left open ends in the past; the one behind it brings the stream up to date. So it is
     * behind a full load that reconciles: only then is it known what Ditio no longer has.
     */
    private void goOn() {
        if (resumed) {
            resumed = false;
            walk.next();
            mode = reconciling.removesAtItsEnd() ? mode : walk.cursor().mode();
        } else {
            removing = reconciling.findRemovals(walk.cursor().since());
            walking = removing;
        }
    }

    private void checkMode() {
        String mode = walk.cursor().mode().name();
        if (!page.syncTypeName().isEmpty() && !page.syncTypeName().equalsIgnoreCase(mode)) {
            throw new UserFacingException(
                    UserFacingException.Kind.DITIO,
                    "Ditio answered " + walk.request() + " in mode " + page.syncTypeName() + ", expected " + mode
                            + ". The cursor stays before this page");
        }
    }

    private void write(Page page, PageWrites writes, Cursor from, Cursor to) {
        // A quiet poll writes nothing; but a load goes on where it stopped, and many pages are not read twice.
        boolean longWindow = !to.isOpen() && from.page() > 0;
        boolean always = from.mode() == Mode.FULL || longWindow;
        writing.start(() -> {
            PageOutcome.Written written = meters.committing(() -> writer.write(writes, from, to, always));
            reporter.written(page, writes, written, to);
        });
    }
}
