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
 * Computes the windows of a stream so that they overlap, even if clocks differ.
 *
 * <p>A first load is full. An incremental window is {@code [since, until)} and extends to the later of Ditio's clock
 * and this machine's. The next window starts an overlap before the {@link WindowStart} of this one, which uses the
 * earlier of the two; the overlap covers records that become visible late.
 */
final class SyncWindows {

    /** Tolerance of the estimated end: headers have whole seconds, and two servers differ slightly. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final Duration FUTURE = Duration.ofDays(1);

    private final RunSettings settings;
    private final ServerClock clock;

    SyncWindows(RunSettings settings, ServerClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Returns the current window: the unfinished one, the next one, or the first load. */
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
        // A token is valid only for its own parameters: with others the window restarts at its first page.
        return cursor.restarted(settings.environment());
    }

    /**
     * Returns the incremental window after a finished one. It is never empty: this machine's clock may be behind, which
     * only the answer to a request can show. The start of the window after it is not known yet, so it is set to the
     * start of this one.
     */
    Cursor next(Cursor idle) {
        // The observed time lacks its fraction of a second: a change made just before this run belongs to it.
        Instant guess = bound(clock.latest().plusSeconds(1));
        Instant until = guess.isAfter(idle.since()) ? guess : idle.since().plusSeconds(1);
        return idle.window(settings.environment(), Mode.INCREMENTAL, idle.since(), until, idle.since());
    }

    /**
     * Returns the window with a later end, if its first answer shows that it ends too early. An end in the future is
     * harmless, since the next window starts where this one is known to have begun.
     *
     * @param server the server's time when it answered, if it was sent
     * @param took duration of the answer, including retries
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

    /** Returns the window with a later start of the next one, if a later time is proven to precede its own start. */
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
     * Checks the start of a window, once an answer has shown Ditio's clock.
     *
     * @throws UserFacingException if the start lies in the future by both clocks
     */
    void checkSince(Cursor cursor) {
        // A full window is about the records' own dates, which may lie in the future.
        if (cursor.mode() == Mode.INCREMENTAL
                && cursor.since().isAfter(clock.latest().plus(FUTURE))) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "The cursor of " + cursor.name() + " stands in the future, at " + cursor.since()
                            + ", so changes before that would be missed. Fix it: state set " + cursor.name()
                            + " --since TIME");
        }
    }

    /** Returns the cursor after a page is stored. */
    Cursor after(Cursor cursor, Page page) {
        if (!page.token().isEmpty()) {
            return cursor.at(page.token(), cursor.page() + 1);
        }
        return settings.isBackfill() ? cursor.finished() : cursor.idle(cursor.nextSince());
    }

    /** Returns every parameter but the token. */
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

    /** Rounds the header's whole seconds up, so that changes within the last second are not left for the next run. */
    private Instant bound(Instant server) {
        Instant second = server.truncatedTo(ChronoUnit.SECONDS);
        return second.plusSeconds(1).minus(settings.lag());
    }
}
