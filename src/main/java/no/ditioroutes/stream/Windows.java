package no.ditioroutes.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.Failure;
import no.ditioroutes.ditio.Page;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.store.Cursor;
import no.ditioroutes.store.Mode;

/**
 * Cuts the windows of a stream, by the server's clock, so that they meet without a gap.
 *
 * <p>A first load is full; the incremental window behind it starts at the server's time before its first page. An
 * incremental window is {@code [since, until)}, and the next one starts an overlap before {@code until}, which is what
 * catches records that become visible late.
 */
final class Windows {

    /** How far the guessed server clock may be off: headers have whole seconds, and two servers differ a little. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final Duration FUTURE = Duration.ofDays(1);

    private final StreamSettings settings;
    private final ServerClock clock;

    Windows(StreamSettings settings, ServerClock clock) {
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
        // A token is good for its own parameters alone: with others the window starts again at its first page.
        return cursor.environment().equals(settings.environment()) ? cursor : cursor.restarted(settings.environment());
    }

    /**
     * The incremental window that follows a finished one. It is never empty: this machine's clock may be behind, which
     * only the answer to a request can show.
     */
    Cursor next(Cursor idle) {
        // What the clock saw had lost its fraction of a second: a change made just before this run belongs to it.
        Instant guess = bound(clock.now().plusSeconds(1));
        Instant until = guess.isAfter(idle.since()) ? guess : idle.since().plusSeconds(1);
        return idle.window(
                settings.environment(), Mode.INCREMENTAL, idle.since(), until, until.minus(settings.overlap()));
    }

    /** Whether there is no time between the ends of a window. */
    static boolean isEmpty(Cursor cursor) {
        return cursor.mode() == Mode.INCREMENTAL && !cursor.since().isBefore(cursor.until());
    }

    /**
     * The window as its first answer shows that it should have been cut; the same object where it was cut right.
     *
     * @param server the server's time when it answered
     * @param took how long the answer took, with all its retries
     */
    Cursor checked(Cursor cursor, Instant server, Duration took) {
        if (cursor.mode() == Mode.FULL) {
            // A load that starts again keeps its first start: what was deleted since then shows in no full load.
            Instant before = server.minus(took).minusSeconds(1).minus(settings.overlap());
            return before.isBefore(cursor.nextSince())
                    ? cursor.window(cursor.environment(), cursor.mode(), cursor.since(), cursor.until(), before)
                    : cursor;
        }
        Instant latest = bound(server);
        boolean early = cursor.until().isBefore(latest.minus(took).minus(TOLERANCE));
        boolean late = cursor.until().isAfter(latest.plus(TOLERANCE));
        return early || late
                ? cursor.window(
                        cursor.environment(), cursor.mode(), cursor.since(), latest, latest.minus(settings.overlap()))
                : cursor;
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
        Instant before = clock.now().truncatedTo(ChronoUnit.SECONDS).minus(settings.overlap());
        return Cursor.first(settings.slice().cursor(), settings.environment())
                .window(
                        settings.environment(),
                        Mode.FULL,
                        settings.slice().from(),
                        settings.slice().to(),
                        before);
    }

    private Cursor check(Cursor cursor) {
        if (!cursor.environment().startsWith(settings.base() + settings.path() + "?")) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    "The cursor of " + cursor.name() + " belongs to " + cursor.environment()
                            + ", but the settings point to " + settings.base() + settings.path()
                            + ". Use another database for it (JDBC_URL), or start over: state reset " + cursor.name());
        }
        if (cursor.since() != null && cursor.since().isAfter(clock.now().plus(FUTURE))) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    "The cursor of " + cursor.name() + " stands in the future, at " + cursor.since()
                            + ", so changes before that would be missed. Mend it: state set " + cursor.name()
                            + " --since TIME");
        }
        return cursor;
    }

    /** The header has whole seconds: rounded up, so that what changed within the last one is not left for the next run. */
    private Instant bound(Instant server) {
        Instant second = server.truncatedTo(ChronoUnit.SECONDS);
        return second.plusSeconds(1).minus(settings.lag());
    }
}
