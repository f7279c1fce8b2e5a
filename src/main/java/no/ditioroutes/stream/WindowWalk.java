package no.ditioroutes.stream;

import java.util.Optional;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.BadRequestException;
import no.ditioroutes.ditio.FetchedPage;
import no.ditioroutes.ditio.PageRequest;
import no.ditioroutes.ditio.RecordFields;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.PageSizes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks through the pages of a window: requests them, restarts if a token has expired, and requests fewer records if a
 * page does not fit. Holds the cursor before the current page.
 */
final class WindowWalk {

    /** Number of time-outs after which a run ends: each may last as long as the read time-out. */
    private static final int MOST_TIMEOUTS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(WindowWalk.class);

    private final PagePrefetcher pages;
    private final PageSizes sizes;
    private final RecordFields fields;
    private final int askedFor;
    private final ServerClock clock;

    private RunSettings settings;
    private SyncWindows windows;
    private Cursor cursor;
    private WindowStart start;
    private int timeouts;
    private boolean recut;
    private boolean restarted;

    WindowWalk(RunSettings settings, Sinks sinks, RecordFields fields, PagePrefetcher pages) {
        this.askedFor = settings.chunkLimit();
        this.sizes = new PageSizes(sinks.database());
        this.settings = settings;
        this.clock = sinks.clock();
        this.fields = fields;
        this.pages = pages;
    }

    /** Opens the window at the position where the last run ended. */
    Cursor open(Optional<Cursor> stored) {
        // The start time of a window begun by an earlier process is not known.
        boolean begins = stored.filter(Cursor::isOpen).isEmpty();
        // Inline pages have a size of their own, which says nothing about Ditio's.
        boolean isAtHand =
                settings.slice().purpose() == Purpose.FILL || settings.slice().purpose() == Purpose.REPLAY;
        ask(isAtHand ? askedFor : sizes.fitting(settings.stream(), askedFor, begins));
        cursor = windows.open(stored);
        start = begins ? new WindowStart() : null;
        return cursor;
    }

    /** Moves to the window after the finished one. */
    void next() {
        cursor = windows.next(cursor);
        start = new WindowStart();
        recut = false;
        pages.restart();
    }

    /** Returns the cursor before the current page. */
    Cursor cursor() {
        return cursor;
    }

    /** Waits for the page at the cursor. */
    FetchedPage fetch(PageFetcher fetcher) {
        try {
            return wellCut(pages.await(request(), fetcher), fetcher);
        } catch (BadRequestException e) {
            restart(e);
        } catch (PageDidNotFitException e) {
            askForLess(e);
        }
        return fetch(fetcher);
    }

    /** Returns the cursor after a page, and prefetches the next page if there is a token. */
    Cursor prefetchBehind(FetchedPage fetched, PageFetcher fetcher) {
        Cursor after = windows.after(cursor, fetched.page());
        if (after.isOpen()) {
            pages.prefetch(request(after), fetcher);
        }
        return after;
    }

    /** Cancels the pending fetch. */
    void cancel() {
        pages.cancel();
    }

    void moveTo(Cursor after) {
        cursor = after;
    }

    /** Returns the request for the page at the cursor. */
    PageRequest request() {
        return request(cursor);
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
                fields);
    }

    /** Cuts the window again, once, if its first answer shows by Ditio's clock that it ends too early. */
    private FetchedPage wellCut(FetchedPage fetched, PageFetcher fetcher)
            throws BadRequestException, PageDidNotFitException {
        if (start == null) {
            return fetched;
        }
        if (cursor.isAtStart() && !recut) {
            windows.checkSince(cursor);
            Optional<Cursor> later = windows.endingLater(cursor, fetched.serverTime(), pages.took());
            recut = true;
            if (later.isPresent()) {
                cursor = later.get();
                pages.restart();
                return wellCut(pages.await(request(), fetcher), fetcher);
            }
        }
        cursor = start.shownBy(fetched)
                .map(time -> windows.startingNext(cursor, time))
                .orElse(cursor);
        return fetched;
    }

    /** Restarts the window, once, since its token may have expired; this repeats pages and loses nothing. */
    private void restart(BadRequestException refusal) {
        if (restarted || cursor.isAtStart()) {
            throw new UserFacingException(UserFacingException.Kind.DITIO, refusal.advice(), refusal);
        }
        restarted = true;
        LOG.warn("{}; starting this window again at its first page", refusal.getMessage());
        cursor = cursor.restarted(settings.environment());
        pages.restart();
    }

    /**
     * Requests half as many records at the same position. No source states whether a token is valid for another
     * ChunkLimit, so it is assumed to be: if Ditio rejects it, the window restarts at its first page, and if it counts
     * in pages, smaller pages repeat some records and skip none.
     */
    private void askForLess(PageDidNotFitException e) {
        int half = settings.chunkLimit() / 2;
        timeouts += e.isTimedOut() ? 1 : 0;
        if (half == 0 || timeouts >= MOST_TIMEOUTS) {
            throw new UserFacingException(
                    UserFacingException.Kind.DITIO, "Gave up " + request() + ": " + e.getMessage() + advice(e), e);
        }
        LOG.warn("{}: {}. From now on {} records are asked for a page", settings.stream(), e.getMessage(), half);
        sizes.remember(settings.stream(), askedFor, half);
        ask(half);
        restarted = false;
        cursor = cursor.asking(settings.environment());
    }

    private void ask(int records) {
        settings = settings.withChunkLimit(records);
        windows = new SyncWindows(settings, clock);
    }

    private String advice(PageDidNotFitException e) {
        return (e.isTimedOut()
                        ? ". The next run asks for smaller pages; Ditio may be slow for a window of this size"
                        : ". Raise ditio.max-page-bytes, or give Java more memory (-Xmx)")
                + ". The cursor stays before this page; the window can be read in parts: backfill "
                + settings.stream() + " --from DATE --to DATE --slice P7D";
    }
}
