package no.ditioroutes.stream.tables;

import java.time.Instant;

/**
 * Where a stream stands. Its version rises with every move and is compared on each, so that of two writers the second
 * fails instead of overtaking.
 *
 * @param since the window's start, or null
 * @param until the window's end, exclusive, or null
 * @param token the continuation token of the next page; empty before the first, null where no window is open
 * @param page the number of pages done in this window
 * @param nextSince where the next window starts, or null
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

    /** The cursor of a stream that never ran. */
    public static Cursor first(String name, String environment) {
        return new Cursor(name, environment, Mode.FULL, null, null, null, 0, null, 0, 0, 0, 0, 0, null);
    }

    /** Whether a window is open, so that there is a page to fetch. */
    public boolean isOpen() {
        return token != null;
    }

    /** Whether a window is open and no page of it is stored. */
    public boolean isAtStart() {
        return isOpen() && page == 0;
    }

    /** Before the first page of a window. */
    public Cursor window(String environment, Mode mode, Instant since, Instant until, Instant nextSince) {
        return moved(environment, mode, since, until, "", 0, nextSince);
    }

    /** Before the first page of the same window again. */
    public Cursor restarted(String environment) {
        return moved(environment, mode, since, until, "", 0, nextSince);
    }

    /** At the same page of the same window, asked for with other parameters. */
    public Cursor asking(String environment) {
        return moved(environment, mode, since, until, token, page, nextSince);
    }

    /** Behind another page of the window. */
    public Cursor at(String token, int page) {
        return moved(environment, mode, since, until, token, page, nextSince);
    }

    /** Behind the last page of a window: the next one is incremental. */
    public Cursor idle(Instant since) {
        return moved(environment, Mode.INCREMENTAL, since, null, null, 0, null);
    }

    /** Behind the last page, and no window follows. Where one would have started is kept: it tells when this one began. */
    public Cursor finished() {
        return moved(environment, mode, since, until, null, page, nextSince);
    }

    /** With what a block counted, on top of what is stored. */
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
