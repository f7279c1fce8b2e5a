package no.ditioroutes.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.Page;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.Mode;

/**
 * Cuts the windows of a stream so that they overlap, whatever the clocks show.
 *
 * <p>A first load is full. An incremental window is {@code [since, until)} and reaches up to the later of Ditio's clock and
 * this machine's. The next window starts an overlap before the {@link WindowStart} of this one, which goes by the earlier of
 * the two; the overlap catches records that become visible late.
 */
final class SyncWindows {

    /** How far the guessed end may be off: headers have whole seconds, and two servers differ a little. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final Duration FUTURE = Duration.ofDays(1);

    private final RunSettings settings;
    private final ServerClock clock;

    SyncWindows(RunSettings settings, ServerClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The window to walk now: the one that was not finished, the next one, or the first load. */
    Cursor open(Optional<Cursor> stored) {
        if (stored.isEmpty()) {
            return firstLoad();
        }
        Cursor cursor = check(stored.get());
        if (!cursor.isOpen()) {
            return next(cursor);
        }
        if (cursor.environment().equals(settings.environment()) || settings.isSmaller(cursor.environment())) {
            return cursor.asking(settings.environment());
        }
        // A token is good for its own parameters alone: with others the window starts again at its first page.
        return cursor.restarted(settings.environment());
    }

    /**
     * The incremental window that follows a finished one. It is never empty: this machine's clock may be behind, which
     * only the answer to a request can show. Where the one after it starts is not known yet: no later than this one does.
     */
    Cursor next(Cursor idle) {
        // What the clock saw had lost its fraction of a second: a change made just before this run belongs to it.
        Instant guess = bound(clock.latest().plusSeconds(1));
        Instant until = guess.isAfter(idle.since()) ? guess : idle.since().plusSeconds(1);
        return idle.window(settings.environment(), Mode.INCREMENTAL, idle.since(), until, idle.since());
    }

    /**
     * Returns the window with a later end, if its first answer shows that it ends too early. An end that lies ahead harms
     * nobody, since the next window starts where this one is known to have begun.
     *
     * @param server the server's time when it answered, if it said so
     * @param took how long the answer took, with all its retries
     */
    Optional<Cursor> endingLater(Cursor cursor, Optional<Instant> server, Duration took) {
        boolean early = cursor.mode() == Mode.INCREMENTAL
                && server.isPresent()
                && cursor.until().isBefore(bound(server.get()).minus(took).minus(TOLERANCE));
        return early
                ? Optional.of(cursor.window(
                        cursor.environment(), cursor.mode(), cursor.since(), bound(clock.latest()), cursor.nextSince()))
                : Optional.empty();
    }

    /** Returns the window with a later start of the one behind it, where a later time is shown to lie before its own start. */
    Cursor startingNext(Cursor cursor, Instant shown) {
        Instant end = shown.minus(settings.lag());
        Instant read = cursor.mode() == Mode.INCREMENTAL && cursor.until().isBefore(end) ? cursor.until() : end;
        Instant next = read.minus(settings.overlap());
        return next.isAfter(cursor.nextSince())
                ? cursor.window(cursor.environment(), cursor.mode(), cursor.since(), cursor.until(), next)
                        .at(cursor.token(), cursor.page())
                : cursor;
    }

    /**
     * Checks where a window starts, once an answer has shown Ditio's clock.
     *
     * @throws UserFacingException where that lies in the future by each of the two clocks
     */
    void checkSince(Cursor cursor) {
        // A full window is about the records' own dates, which may well lie ahead.
        if (cursor.mode() == Mode.INCREMENTAL
                && cursor.since().isAfter(clock.latest().plus(FUTURE))) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "The cursor of " + cursor.name() + " stands in the future, at " + cursor.since()
                            + ", so changes before that would be missed. Fix it: state set " + cursor.name()
                            + " --since TIME");
        }
    }

    /** Where the cursor goes once a page is stored. */
    Cursor after(Cursor cursor, Page page) {
        if (!page.token().isEmpty()) {
            return cursor.at(page.token(), cursor.page() + 1);
        }
        return settings.isBackfill() ? cursor.finished() : cursor.idle(cursor.nextSince());
    }

    /** Every parameter but the token. */
    Map<String, String> parameters(Cursor cursor) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (cursor.mode() == Mode.INCREMENTAL) {
            parameters.put("ModifiedSince", cursor.since().toString());
            parameters.put("ModifiedBefore", cursor.until().toString());
        } else if (cursor.since() != null) {
            parameters.put("FromDateTime", cursor.since().toString());
            parameters.put("ToDateTime", cursor.until().toString());
        }
        parameters.put("ChunkLimit", Integer.toString(settings.chunkLimit()));
        parameters.putAll(settings.filters());
        return parameters;
    }

    private Cursor firstLoad() {
        return Cursor.first(settings.slice().cursor(), settings.environment())
                .window(
                        settings.environment(),
                        Mode.FULL,
                        settings.slice().from(),
                        settings.slice().to(),
                        Instant.EPOCH);
    }

    private Cursor check(Cursor cursor) {
        if (!cursor.environment().startsWith(settings.base() + settings.path() + "?")) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "The cursor of " + cursor.name() + " belongs to " + cursor.environment()
                            + ", but the settings point to " + settings.base() + settings.path()
                            + ". Use another database for it (JDBC_URL), or start over: state reset " + cursor.name());
        }
        return cursor;
    }

    /** The header has whole seconds: rounded up, so that what changed within the last one is not left for the next run. */
    private Instant bound(Instant server) {
        Instant second = server.truncatedTo(ChronoUnit.SECONDS);
        return second.plusSeconds(1).minus(settings.lag());
    }
}
