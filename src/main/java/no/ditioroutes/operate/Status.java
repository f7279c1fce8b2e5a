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

    public Status(Store store, StoredUpTo upTo) {
        this.store = store;
        this.upTo = upTo;
    }

    /** Of these streams, and of every other cursor there is: backfills that are not done, streams without a route. */
    public List<StreamStatus> of(List<String> streams, Instant now) {
        Map<String, Cursor> cursors =
                store.cursors().stream().collect(Collectors.toMap(Cursor::name, Function.identity()));
        TreeSet<String> names = new TreeSet<>(streams);
        names.addAll(cursors.keySet());
        return names.stream()
                .map(name -> one(name, cursors.get(name), streams.contains(name), now))
                .toList();
    }

    private StreamStatus one(String name, Cursor cursor, boolean isStream, Instant now) {
        long rejected = store.rejectCount(name);
        return cursor == null
                ? StreamStatus.neverRan(name, rejected)
                : StreamStatus.of(cursor, isStream ? upTo.of(name, cursor) : Optional.empty(), now, rejected);
    }
}
