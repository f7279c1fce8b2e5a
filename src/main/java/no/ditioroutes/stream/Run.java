package no.ditioroutes.stream;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import no.ditioroutes.Failure;
import no.ditioroutes.OutOfMemory;
import no.ditioroutes.Stop;
import no.ditioroutes.ditio.FetchedPage;
import no.ditioroutes.ditio.Page;
import no.ditioroutes.ditio.PageRequest;
import no.ditioroutes.monitor.StreamMeters;
import no.ditioroutes.store.Cursor;
import no.ditioroutes.store.Mode;
import no.ditioroutes.store.NewColumns;
import no.ditioroutes.store.Table;
import no.ditioroutes.stream.StreamSettings.Purpose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One run of a stream: the pages of its window one after the other, each written together with the cursor behind it.
 *
 * <p>While the route handles a page, the next one is fetched and the one before is written, and never more than that, so
 * that memory stays flat. A page is written after the one before it was, so the cursor never passes a page that is not
 * stored. To be used by one thread.
 */
public final class Run implements AutoCloseable {

    /** Fetches a page in the background, with all the tries it takes. */
    public interface Fetcher {
        CompletableFuture<FetchedPage> fetch(PageRequest request);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    private final StreamSettings settings;
    private final Walk walk;
    private final Pager pager;
    private final BlockWriter writer;
    private final StreamMeters meters;
    private final Stop stop;
    private final Table table;
    private final ExecutorService writingThread;
    private final ReconcilingLoad reconciling;
    private final Counts counts = new Counts();
    private final long startedAtNanos = System.nanoTime();

    private Cursor from;
    private Cursor after;
    private Mode mode;
    private Page page;
    private Block block;
    private boolean walking;
    private boolean removing;
    private boolean resumed;
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

    private Run(StreamSettings settings, Sinks sinks, Fetcher fetcher, Stop stop) {
        this.settings = settings;
        this.meters = sinks.meters().stream(settings.stream());
        this.pager = new Pager(request -> meters.fetching(fetcher.fetch(request)), stop);
        this.stop = stop;
        this.table = settings.isBackfill()
                ? sinks.store().table(settings.table())
                : new NewColumns(sinks.store(), stop::isRequested).fill(settings.table());
        Optional<Cursor> stored = sinks.store().cursor(settings.slice().cursor());
        this.walk = new Walk(settings, sinks, table.fields(), pager);
        Cursor window = walk.open(stored);
        this.reconciling = new ReconcilingLoad(settings, sinks.store(), table);
        reconciling.open(window, stored);
        this.writer = new BlockWriter(
                settings,
                sinks,
                table,
                reconciling.pass(),
                (reconciling.pass().isPresent() ? sinks.store().cursor(window.name()) : stored).orElse(null),
                stop::isRequested);
        this.writingThread = Executors.newSingleThreadExecutor(work -> new Thread(work, settings.stream() + "-write"));
        boolean leftOpen = stored.isPresent() && stored.get().isOpen() && !settings.isBackfill();
        this.resumed = leftOpen || (reconciling.removesAtItsEnd() && window.mode() == Mode.FULL);
        walk.start();
        walking();
    }

    /** Opens a run at the place where the last one ended, and asks for its first page. */
    public static Run open(StreamSettings settings, Sinks sinks, Fetcher fetcher, Stop stop) {
        return new Run(settings, sinks, fetcher, stop);
    }

    /** Whether there is another page. */
    public boolean hasNext() {
        return walking && !stop.isRequested();
    }

    /** The next page; one without records where the program stops meanwhile. */
    public Page next() {
        if (removing) {
            return nextRemovals();
        }
        FetchedPage fetched = walk.fetch();
        if (stop.isRequested()) {
            return Page.EMPTY;
        }
        page = fetched.page();
        checkMode();
        block = new Block(settings.stream(), page, settings.slice().only());
        from = walk.cursor();
        after = walk.behind(fetched);
        return page;
    }

    /** A page of deletions of what Ditio no longer has, which leaves the cursor where it is. */
    private Page nextRemovals() {
        page = reconciling.nextRemovals();
        from = walk.cursor();
        after = from;
        block = new Block(settings.stream(), page, settings.slice().only());
        return page;
    }

    /** Takes what the route does with the records of the page at hand. */
    public Block block() {
        if (block == null) {
            throw new Failure(Failure.Kind.SETTINGS, "A route uses a sink outside of the loop over ditio-run:page");
        }
        return block;
    }

    /** The table of the stream. */
    public String table() {
        return settings.table();
    }

    /** The topic of the stream. */
    public String topic() {
        return settings.topic();
    }

    /** Has the page written, and the cursor moved behind it, while the route goes on; waits where it was the last. */
    public void commit() {
        if (block == null) {
            return;
        }
        awaitWriting();
        counts.page(page, block);
        write(page, block, from, after);
        block = null;
        walk.moveTo(after);
        if (!after.isOpen() || stop.isRequested()) {
            awaitWriting();
        }
        if (!after.isOpen()) {
            goOn();
        }
    }

    /** What the run did so far. */
    public RunReport report() {
        Duration took = Duration.ofNanos(System.nanoTime() - startedAtNanos);
        return counts.report(settings.stream(), mode, took, !walking, reconciling);
    }

    /** Waits for what is being written, drops what is being fetched, and says what was done if anything was. */
    @Override
    public void close() {
        pager.cancel();
        writingThread.shutdown();
        try {
            awaitWriting();
        } catch (RuntimeException e) {
            LOG.warn("{}: the last page was not stored: {}", settings.stream(), e.getMessage());
        }
        tellSuccess();
        RunReport report = report();
        LOG.atLevel(report.isQuiet() ? Level.DEBUG : Level.INFO)
                .log("{}{}", isDryRun() ? "Nothing was changed by the dry run of " : "", report);
    }

    private boolean isDryRun() {
        return settings.slice().purpose() == Purpose.DRY_RUN;
    }

    /** A backfill says nothing of where its stream stands. */
    private void tellSuccess() {
        if (!walking && !settings.isBackfill()) {
            meters.succeeded(settings.upTo(walk.cursor()).orElse(null));
        }
    }

    private void tellMove(Cursor to) {
        if (!settings.isBackfill()) {
            meters.moved(to.mode() == Mode.INCREMENTAL, to.since(), to.page());
        }
    }

    private void walking() {
        mode = walk.cursor().mode();
        walking = true;
    }

    /**
     * A window that an earlier run left open ends in the past; the one behind it brings the stream up to date. So it is
     * behind a full load that reconciles: only then is it known what Ditio no longer has.
     */
    private void goOn() {
        walking = false;
        if (resumed) {
            resumed = false;
            Mode before = mode;
            walk.next();
            walking();
            mode = reconciling.removesAtItsEnd() ? before : mode;
        } else {
            removing = reconciling.hasRemovals(walk.cursor().since());
            walking = removing;
        }
    }

    private void checkMode() {
        String mode = walk.cursor().mode().name();
        if (!page.syncTypeName().isEmpty() && !page.syncTypeName().equalsIgnoreCase(mode)) {
            throw new Failure(
                    Failure.Kind.DITIO,
                    "Ditio answered " + walk.request() + " in mode " + page.syncTypeName() + ", expected " + mode
                            + ". The cursor stays before this page");
        }
    }

    private void write(Page page, Block block, Cursor from, Cursor to) {
        // A quiet poll writes nothing; but a load goes on where it stopped, and many pages are not read twice.
        boolean longWindow = !to.isOpen() && from.page() > 0;
        boolean always = from.mode() == Mode.FULL || longWindow;
        int skipped = page.records().size() - block.taken();
        writing = CompletableFuture.supplyAsync(
                        () -> meters.committing(() -> writer.write(block, from, to, always)), writingThread)
                .thenAccept(written -> {
                    counts.written(written);
                    if (isDryRun()) {
                        return;
                    }
                    meters.page(
                            page.records().size() + page.strays().size(),
                            written.upserted(),
                            written.deleted(),
                            written.rejected(),
                            skipped);
                    tellMove(to);
                });
    }

    private void awaitWriting() {
        CompletableFuture<Void> awaited = writing;
        // A failure is told once: to the route, or where that is gone to the log.
        writing = CompletableFuture.completedFuture(null);
        try {
            awaited.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw OutOfMemory.in(e).map(RuntimeException.class::cast).orElse(e);
        }
    }
}
