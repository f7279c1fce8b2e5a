package no.ditioroutes.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.ditioroutes.stream.tables.Column;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.Mode;
import no.ditioroutes.stream.tables.Table;
import no.ditioroutes.stream.tables.Target;

/**
 * A stream as defined by its route file and the settings.
 *
 * @param name the name, as in the reporting API
 * @param file the route file
 * @param route the endpoint that the stream's route starts from, such as {@code direct:machine-registrations}
 * @param fetchRoute the endpoint of the route that fetches a page
 * @param base the reporting base, which identifies the Ditio environment of the cursor
 * @param path the endpoint below the base
 * @param scope the scopes its token must have
 * @param table the table whose columns determine the fields to read
 * @param windowColumn the column that Ditio's date window refers to; empty if the route does not name one
 * @param from the first moment of the first load; null, like {@code to}, for no limit
 * @param chunkLimit the number of records to request per page
 * @param filters further query parameters, the same on every page and always in the same order
 * @param overlap how far a window reaches back before the end of the previous one
 * @param lag how far a window stays behind the server's clock
 * @param targets the topics and further tables that its records go to besides its own table
 */
public record StreamDefinition(
        String name,
        String file,
        String route,
        String fetchRoute,
        String base,
        String path,
        String scope,
        String table,
        String windowColumn,
        Instant from,
        Instant to,
        int chunkLimit,
        Map<String, String> filters,
        Duration overlap,
        Duration lag,
        List<Target> targets) {

    private static final Pattern CHUNK_LIMIT = Pattern.compile("\\?ChunkLimit=(\\d+)&?");

    StreamDefinition withChunkLimit(int other) {
        return new StreamDefinition(
                name,
                file,
                route,
                fetchRoute,
                base,
                path,
                scope,
                table,
                windowColumn,
                from,
                to,
                other,
                filters,
                overlap,
                lag,
                targets);
    }

    /** Returns the name of the stream's own topic. */
    public String topic() {
        return topic(name);
    }

    /** Returns the name of the topic of a stream. */
    public static String topic(String stream) {
        return "ditio." + stream;
    }

    /** Returns the window of the stream's own runs. */
    public Slice ownSlice(Purpose purpose) {
        return new Slice(name, from, to, purpose);
    }

    /** Returns the endpoint with the parameters that are constant from run to run: a token is valid only for these. */
    public String environment() {
        StringBuilder environment = new StringBuilder(base + path + "?ChunkLimit=" + chunkLimit);
        filters.forEach((filter, value) ->
                environment.append('&').append(filter).append('=').append(value));
        return environment.toString();
    }

    /** Returns whether a cursor of this environment covers the same records, whatever the page size. */
    public boolean isFor(String other) {
        return CHUNK_LIMIT
                .matcher(environment())
                .replaceFirst("?")
                .equals(CHUNK_LIMIT.matcher(other).replaceFirst("?"));
    }

    /** Returns whether the same records were requested in larger pages, the last of which did not fit. */
    boolean isSmaller(String other) {
        Matcher size = CHUNK_LIMIT.matcher(other);
        return isFor(other) && size.find() && chunkLimit < Integer.parseInt(size.group(1));
    }

    /**
     * Returns the time up to which everything is stored, if a cursor has it: the next window reaches back before it.
     */
    public Optional<Instant> upTo(Cursor cursor) {
        boolean isKnown = cursor.mode() == Mode.INCREMENTAL && cursor.since().isAfter(Instant.EPOCH);
        return isKnown ? Optional.of(cursor.since().plus(overlap)) : Optional.empty();
    }

    /**
     * Returns the column that Ditio's date window refers to, if the route names it and it is a time column of the
     * table.
     */
    public Optional<Column> windowColumn(Table of) {
        return of.columns().stream()
                .filter(column -> column.name().equalsIgnoreCase(windowColumn) && column.kind() == Column.Kind.TIME)
                .findFirst();
    }
}
