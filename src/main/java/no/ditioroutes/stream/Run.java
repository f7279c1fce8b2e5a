package no.ditioroutes.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import no.ditioroutes.Failure;
import no.ditioroutes.Stop;
import no.ditioroutes.ditio.BadRequest;
import no.ditioroutes.ditio.FetchedPage;
import no.ditioroutes.ditio.Page;
import no.ditioroutes.ditio.PageRequest;
import no.ditioroutes.monitor.StreamMeters;
import no.ditioroutes.store.Cursor;
import no.ditioroutes.store.Mode;
import no.ditioroutes.store.Table;
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
    private final Windows windows;
    private final Pager pager;
    private final BlockWriter writer;
    private final StreamMeters meters;
    private final Stop stop;
    private final Table table;
    private final ExecutorService writingThread;
    private final Counts counts = new Counts();
    private final long startedAtNanos = System.nanoTime();

    /** Where the walk stands: before the page at hand. */
    private Cursor cursor;

    private Cursor after;
    private Mode mode;
    private Page page;
    private Block block;
    private boolean walking;
    private boolean resumed;
    private boolean recut;
    private boolean restarted;
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);

    private Run(StreamSettings settings, Sinks sinks, Fetcher fetcher, Stop stop) {
        this.settings = settings;
        this.windows = new Windows(settings, sinks.clock());
        this.meters = sinks.meters().stream(settings.stream());
        this.pager = new Pager(request -> meters.fetching(fetcher.fetch(request)), stop);
        this.stop = stop;
        this.table = sinks.store().table(settings.table());
        Map<String, Table> tables = new HashMap<>(Map.of(settings.table(), table));
        Optional<Cursor> stored = sinks.store().cursor(settings.slice().cursor());
        this.writer = new BlockWriter(
                settings.stream(), sinks, tables, settings.slice().purpose(), stored.orElse(null));
        this.writingThread = Executors.newSingleThreadExecutor(work -> new Thread(work, settings.stream() + "-write"));
        this.resumed = stored.isPresent() && stored.get().isOpen() && !settings.isBackfill();
        walk(windows.open(stored));
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
        FetchedPage fetched = fetched();
        if (stop.isRequested()) {
            return Page.EMPTY;
        }
        page = fetched.page();
        checkMode();
        after = windows.after(cursor, page);
        block = new Block(settings.stream(), page);
        if (after.isOpen()) {
            pager.request(request(after));
        }
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
        return "ditio." + settings.stream();
    }

    /** Has the page written, and the cursor moved behind it, while the route goes on; waits where it was the last. */
    public void commit() {
        if (block == null) {
            return;
        }
        awaitWriting();
        counts.page(page, block);
        write(page, block, cursor, after);
        block = null;
        cursor = after;
        if (!cursor.isOpen() || stop.isRequested()) {
            awaitWriting();
        }
        if (!cursor.isOpen()) {
            goOn();
        }
    }

    /** What the run did so far. */
    public RunReport report() {
        Duration took = Duration.ofNanos(System.nanoTime() - startedAtNanos);
        return counts.report(settings.stream(), mode, took, !walking);
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
        LOG.atLevel(report.isQuiet() ? Level.DEBUG : Level.INFO).log("{}", report);
    }

    /** A backfill says nothing of where its stream stands. */
    private void tellSuccess() {
        if (!walking && !settings.isBackfill()) {
            meters.succeeded(settings.upTo(cursor).orElse(null));
        }
    }

    private void tellMove(Cursor to) {
        if (!settings.isBackfill()) {
            meters.moved(to.mode() == Mode.INCREMENTAL, to.since(), to.page());
        }
    }

    private void walk(Cursor window) {
        cursor = window;
        mode = window.mode();
        walking = !Windows.isEmpty(window);
        if (walking) {
            pager.restart(request(window));
        }
    }

    /** A window that an earlier run left open ends in the past; the one behind it brings the stream up to date. */
    private void goOn() {
        walking = false;
        if (resumed) {
            resumed = false;
            walk(windows.next(cursor));
        }
    }

    private PageRequest request(Cursor place) {
        return new PageRequest(
                settings.stream(),
                settings.base(),
                settings.path(),
                settings.scope(),
                windows.parameters(place),
                place.token(),
                place.page() + 1,
                table.fields());
    }

    private FetchedPage fetched() {
        try {
            FetchedPage fetched = pager.await();
            return cursor.isAtStart() && fetched.serverTime().isPresent() ? wellCut(fetched) : fetched;
        } catch (BadRequest e) {
            restart(e);
            return fetched();
        }
    }

    /** The first answer shows the server's clock: a window that was cut by a wrong guess of it is cut again, once. */
    private FetchedPage wellCut(FetchedPage fetched) {
        Cursor checked = windows.checked(cursor, fetched.serverTime().get(), pager.took());
        boolean right = recut || Objects.equals(checked.until(), cursor.until());
        cursor = right && recut ? cursor : checked;
        if (right) {
            return fetched;
        }
        recut = true;
        if (Windows.isEmpty(cursor)) {
            return new FetchedPage(Page.EMPTY, fetched.serverTime());
        }
        pager.restart(request(cursor));
        return fetched();
    }

    /** A token may have gone stale: its window is walked again, once, which repeats pages and loses nothing. */
    private void restart(BadRequest refusal) {
        if (restarted || cursor.isAtStart()) {
            throw new Failure(Failure.Kind.DITIO, refusal.advice(), refusal);
        }
        restarted = true;
        LOG.warn("{}; starting this window again at its first page", refusal.getMessage());
        walk(cursor.restarted(settings.environment()));
    }

    private void checkMode() {
        String mode = cursor.mode().name();
        if (!page.syncTypeName().isEmpty() && !page.syncTypeName().equalsIgnoreCase(mode)) {
            throw new Failure(
                    Failure.Kind.DITIO,
                    "Ditio answered " + request(cursor) + " in mode " + page.syncTypeName() + ", expected " + mode
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
            throw e;
        }
    }
}
