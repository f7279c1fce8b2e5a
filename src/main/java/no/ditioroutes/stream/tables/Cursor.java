package no.ditioroutes.stream.tables;

import java.time.Instant;

/**
 * The position of a stream. Its version is incremented and compared on every move, so that of two writers the second
 * fails instead of overtaking.
 *
 * @param since the window's start, or null
 * @param until the window's end, exclusive, or null
 * @param token the continuation token of the next page; empty before the first, null if no window is open
 * @param page the number of pages done in this window
 * @param nextSince the start of the next window, or null
 * @param updatedAt when it was last written; set by the store
 */
public record Cursor(
        String name,
        String environment,
        Mode mode,
        Instant since,
        Instant until,
        String token,
        int page,
        Instant nextSince,
        long version,
        long upserted,
        long restored,
        long deleted,
        long rejected,
        Instant updatedAt) {

    /** Creates the cursor of a stream that never ran. */
    public static Cursor first(String name, String environment) {
        return new Cursor(name, environment, Mode.FULL, null, null, null, 0, null, 0, 0, 0, 0, 0, null);
    }

    /** Returns whether a window is open, so that there is a page to fetch. */
    public boolean isOpen() {
        return token != null;
    }

    /** Returns whether a window is open and no page of it is stored. */
    public boolean isAtStart() {
        return isOpen() && page == 0;
    }

    /** Returns the position before the first page of a window. */
    public Cursor window(String environment, Mode mode, Instant since, Instant until, Instant nextSince) {
        return moved(environment, mode, since, until, "", 0, nextSince);
    }

    /** Returns the position before the first page of the same window, to restart it. */
    public Cursor restarted(String environment) {
        return moved(environment, mode, since, until, "", 0, nextSince);
    }

    /** Returns the same page of the same window, requested with other parameters. */
    public Cursor asking(String environment) {
        return moved(environment, mode, since, until, token, page, nextSince);
    }

    /** Returns the position after another page of the window. */
    public Cursor at(String token, int page) {
        return moved(environment, mode, since, until, token, page, nextSince);
    }

    /** Returns the position after the last page of a window; the next window is incremental. */
    public Cursor idle(Instant since) {
        return moved(environment, Mode.INCREMENTAL, since, null, null, 0, null);
    }

    /**
     * Returns the position after the last page, without a next window. The start of a next window is kept, because it
     * shows when this one began.
     */
    public Cursor finished() {
        return moved(environment, mode, since, until, null, page, nextSince);
    }

    /** Returns the cursor with the counts of a block added to those stored. */
    public Cursor counted(Cursor stored, int upserted, int restored, int deleted, int rejected) {
        return new Cursor(
                name,
                environment,
                mode,
                since,
                until,
                token,
                page,
                nextSince,
                stored.version,
                stored.upserted + upserted,
                stored.restored + restored,
                stored.deleted + deleted,
                stored.rejected + rejected,
                updatedAt);
    }

    private Cursor moved(
            String environment, Mode mode, Instant since, Instant until, String token, int page, Instant nextSince) {
        return new Cursor(
                name,
                environment,
                mode,
                since,
                until,
                token,
                page,
                nextSince,
                version,
                upserted,
                restored,
                deleted,
                rejected,
                updatedAt);
    }
}
