package no.ditioroutes.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.ditioroutes.store.Column;
import no.ditioroutes.store.Cursor;
import no.ditioroutes.store.Mode;
import no.ditioroutes.store.Table;
import no.ditioroutes.store.Target;

/**
 * What a stream's route says of its stream.
 *
 * @param stream the name, as in the reporting API
 * @param base the reporting base: which Ditio the cursor belongs to
 * @param path the endpoint below the base
 * @param scope the scopes its token must have
 * @param table the table that says which fields are read out
 * @param chunkLimit how many records to ask for a page
 * @param filters further query parameters, the same on every page and always in the same order
 * @param overlap how far a window reaches back behind the end of the one before
 * @param lag how far a window stays behind the server's clock
 * @param slice the window of the first load or of a backfill
 * @param windowColumn the column that Ditio's date window is about; empty where the route does not tell
 * @param ownsTable whether no other stream writes to the table
 */
public record StreamSettings(
        String stream,
        String base,
        String path,
        String scope,
        String table,
        int chunkLimit,
        Map<String, String> filters,
        Duration overlap,
        Duration lag,
        Slice slice,
        String windowColumn,
        boolean ownsTable) {

    private static final Pattern CHUNK_LIMIT = Pattern.compile("\\?ChunkLimit=(\\d+)&?");

    /**
     * A part of a stream by its own dates, both ends inclusive as in the reporting API.
     *
     * @param cursor the name of the cursor that walks it: the stream's own, or another for a backfill beside it
     * @param from null, like {@code to}, for everything there is
     * @param only the one target that its records go to; null for all that the route names
     * @param differences collects what a dry run finds; else null
     */
    public record Slice(
            String cursor, Instant from, Instant to, Purpose purpose, Target only, Differences differences) {

        /** A slice whose records go to one target alone. */
        public Slice(String cursor, Instant from, Instant to, Purpose purpose, Target only) {
            this(cursor, from, to, purpose, only, null);
        }

        /** A slice of a dry run. */
        public Slice(String cursor, Instant from, Instant to, Purpose purpose, Differences differences) {
            this(cursor, from, to, purpose, null, differences);
        }

        public Slice(String cursor, Instant from, Instant to, Purpose purpose) {
            this(cursor, from, to, purpose, null, null);
        }

        public Slice(String cursor, Instant from, Instant to) {
            this(cursor, from, to, Purpose.LOAD);
        }
    }

    /** What a slice is walked for. */
    public enum Purpose {
        /** Its records are to be had. */
        LOAD,
        /** As {@link #LOAD}; if it is a full load that reconciles, it removes what is gone even if that is much. */
        FORCED_LOAD,
        /** Its window becomes what Ditio has now: also where Ditio went back, and less what is on none of its pages. */
        RECONCILE,
        /** The same is only compared; nothing is written or published. */
        DRY_RUN,
        /** Records that were set aside get another chance, also with a topic that had refused what the table has. */
        REPLAY,
        /** Rows of the table, and what was deleted from it, go to a target that lacks them. */
        FILL
    }

    StreamSettings withChunkLimit(int other) {
        return new StreamSettings(
                stream, base, path, scope, table, other, filters, overlap, lag, slice, windowColumn, ownsTable);
    }

    /** Whether a cursor of this environment is about the same records, in pages of whatever size. */
    public boolean isFor(String other) {
        return CHUNK_LIMIT
                .matcher(environment())
                .replaceFirst("?")
                .equals(CHUNK_LIMIT.matcher(other).replaceFirst("?"));
    }

    /** Whether the same records were asked for in larger pages: then the last of these did not fit. */
    boolean isSmaller(String other) {
        Matcher size = CHUNK_LIMIT.matcher(other);
        return isFor(other) && size.find() && chunkLimit < Integer.parseInt(size.group(1));
    }

    /** The endpoint with the parameters that stay the same from run to run: a token is good for no other. */
    public String environment() {
        StringBuilder environment = new StringBuilder(base + path + "?ChunkLimit=" + chunkLimit);
        filters.forEach((name, value) ->
                environment.append('&').append(name).append('=').append(value));
        return environment.toString();
    }

    /** Up to when everything is stored, where a cursor tells: the next window reaches back behind that. */
    public Optional<Instant> upTo(Cursor cursor) {
        boolean isKnown = cursor.mode() == Mode.INCREMENTAL && cursor.since().isAfter(Instant.EPOCH);
        return isKnown ? Optional.of(cursor.since().plus(overlap)) : Optional.empty();
    }

    /** The column that Ditio's date window is about, where the route tells and the table has it with a date or a time. */
    public Optional<Column> windowColumn(Table of) {
        return of.columns().stream()
                .filter(column -> column.name().equalsIgnoreCase(windowColumn) && column.kind() == Column.Kind.TIME)
                .findFirst();
    }

    /** The topic of the stream. */
    public String topic() {
        return "ditio." + stream;
    }

    boolean isBackfill() {
        return !slice.cursor().equals(stream);
    }
}
