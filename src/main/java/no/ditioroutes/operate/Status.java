package no.ditioroutes.operate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.ditioroutes.store.Cursor;
import no.ditioroutes.store.Store;

/** Where every stream stands, as the database tells it: Ditio is not asked. */
public final class Status {

    /** Knows up to when everything is stored of a stream with this cursor. */
    @FunctionalInterface
    public interface StoredUpTo {

        Optional<Instant> of(String stream, Cursor cursor);
    }

    private final Store store;
    private final StoredUpTo upTo;
    private final Function<String, List<String>> lacks;

    /** Without what the targets of the streams lack, which Kafka would be asked for. */
    public Status(Store store, StoredUpTo upTo) {
        this(store, upTo, stream -> List.of());
    }

    /** @param lacks what the targets of a stream lack, in words */
    public Status(Store store, StoredUpTo upTo, Function<String, List<String>> lacks) {
        this.store = store;
        this.upTo = upTo;
        this.lacks = lacks;
    }

    /** Of these streams, and of every other cursor there is: backfills that are not done, streams without a route. */
    public List<StreamStatus> of(List<String> streams, Instant now) {
        Map<String, Cursor> cursors =
                store.cursors().stream().collect(Collectors.toMap(Cursor::name, Function.identity()));
        TreeSet<String> names = new TreeSet<>(streams);
        names.addAll(cursors.keySet());
        return names.stream()
                .map(name ->
                        streams.contains(name) ? stream(name, cursors.get(name), now) : slice(cursors.get(name), now))
                .toList();
    }

    private StreamStatus stream(String name, Cursor cursor, Instant now) {
        long rejected = store.rejectCount(name);
        return cursor == null
                ? StreamStatus.neverRan(name, rejected, lacks.apply(name))
                : StreamStatus.of(cursor, upTo.of(name, cursor), now, rejected, lacks.apply(name));
    }

    /** Returns the status of a cursor that is no stream's own: of a slice of a backfill, or of a stream without a route. */
    private StreamStatus slice(Cursor cursor, Instant now) {
        return StreamStatus.of(cursor, Optional.empty(), now, store.rejectCount(cursor.name()), List.of());
    }
}
