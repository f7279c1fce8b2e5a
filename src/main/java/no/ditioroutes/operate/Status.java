package no.ditioroutes.operate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.ditioroutes.database.Database;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.Cursors;
import no.ditioroutes.stream.tables.Rejects;

/** Reports the status of every stream from the database, without requests to Ditio. */
public final class Status {

    /** Returns the time up to which everything of a stream with this cursor is stored. */
    @FunctionalInterface
    public interface StoredUpTo {

        Optional<Instant> of(String stream, Cursor cursor);
    }

    private final Cursors cursors;
    private final Rejects rejects;
    private final StoredUpTo upTo;
    private final Function<String, List<String>> lacks;

    /** Creates a status without what the targets of the streams lack, which would need requests to Kafka. */
    public Status(Database database, StoredUpTo upTo) {
        this(database, upTo, stream -> List.of());
    }

    /**
     * Creates a status.
     *
     * @param lacks describes what the targets of a stream lack
     */
    public Status(Database database, StoredUpTo upTo, Function<String, List<String>> lacks) {
        this.cursors = new Cursors(database);
        this.rejects = new Rejects(database);
        this.upTo = upTo;
        this.lacks = lacks;
    }

    /**
     * Returns the status of these streams and of every other cursor: unfinished backfills, and streams without a route.
     */
    public List<StreamStatus> of(List<String> streams, Instant now) {
        Map<String, Cursor> found = cursors.all().stream().collect(Collectors.toMap(Cursor::name, Function.identity()));
        TreeSet<String> names = new TreeSet<>(streams);
        names.addAll(found.keySet());
        return names.stream()
                .map(name -> streams.contains(name) ? stream(name, found.get(name), now) : slice(found.get(name), now))
                .toList();
    }

    private StreamStatus stream(String name, Cursor cursor, Instant now) {
        long rejected = rejects.count(name);
        return cursor == null
                ? StreamStatus.neverRan(name, rejected, lacks.apply(name))
                : StreamStatus.of(cursor, upTo.of(name, cursor), now, rejected, lacks.apply(name));
    }

    /**
     * Returns the status of a cursor that is not a stream's own: of a slice of a backfill, or of a stream without a
     * route.
     */
    private StreamStatus slice(Cursor cursor, Instant now) {
        return StreamStatus.of(cursor, Optional.empty(), now, rejects.count(cursor.name()), List.of());
    }
}
