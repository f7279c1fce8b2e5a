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
 * A stream as its route file and the settings describe it.
 *
 * @param name the name, as in the reporting API
 * @param file the route file
 * @param route the endpoint that the stream's route starts from, such as {@code direct:machine-registrations}
 * @param fetchRoute the endpoint of the route that fetches a page
 * @param base the reporting base: which Ditio the cursor belongs to
 * @param path the endpoint below the base
 * @param scope the scopes its token must have
 * @param table the table that says which fields are read
 * @param windowColumn the column that Ditio's date window is about; empty if the route does not say
 * @param from the first moment of the first load; null, like {@code to}, for everything there is
 * @param chunkLimit how many records to ask for a page
 * @param filters further query parameters, the same on every page and always in the same order
 * @param overlap how far a window reaches back behind the end of the one before
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

    /** Returns the endpoint with the parameters that stay the same from run to run: a token is good for no other. */
    public String environment() {
        StringBuilder environment = new StringBuilder(base + path + "?ChunkLimit=" + chunkLimit);
        filters.forEach((filter, value) ->
                environment.append('&').append(filter).append('=').append(value));
        return environment.toString();
    }

    /** Returns whether a cursor of this environment is about the same records, in pages of whatever size. */
    public boolean isFor(String other) {
        return CHUNK_LIMIT
                .matcher(environment())
                .replaceFirst("?")
                .equals(CHUNK_LIMIT.matcher(other).replaceFirst("?"));
    }

    /** Returns whether the same records were asked for in larger pages: then the last of these did not fit. */
    boolean isSmaller(String other) {
        Matcher size = CHUNK_LIMIT.matcher(other);
        return isFor(other) && size.find() && chunkLimit < Integer.parseInt(size.group(1));
    }

    /** Returns up to when everything is stored, if a cursor tells: the next window reaches back behind that. */
    public Optional<Instant> upTo(Cursor cursor) {
        boolean isKnown = cursor.mode() == Mode.INCREMENTAL && cursor.since().isAfter(Instant.EPOCH);
        return isKnown ? Optional.of(cursor.since().plus(overlap)) : Optional.empty();
    }

    /** Returns the column that Ditio's date window is about, if the route names it and the table has it as a time. */
    public Optional<Column> windowColumn(Table of) {
        return of.columns().stream()
                .filter(column -> column.name().equalsIgnoreCase(windowColumn) && column.kind() == Column.Kind.TIME)
                .findFirst();
    }
}
