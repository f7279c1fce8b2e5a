package no.ditioroutes.operate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.ditioroutes.store.Cursor;
import no.ditioroutes.store.Store;

/** Where every stream stands, as the database tells it: Ditio is not asked. */
public final class Status {

    private final Store store;
    private final Function<String, List<String>> lacks;

    /** Without what the targets of the streams lack, which Kafka would be asked for. */
    public Status(Store store) {
        this(store, stream -> List.of());
    }

    /** @param lacks what the targets of a stream lack, in words */
    public Status(Store store, Function<String, List<String>> lacks) {
        this.store = store;
        this.lacks = lacks;
    }

    /** Of these streams, and of every other cursor there is: backfills that are not done, streams without a route. */
    public List<StreamStatus> of(List<String> streams, Instant now) {
        Map<String, Cursor> cursors =
                store.cursors().stream().collect(Collectors.toMap(Cursor::name, Function.identity()));
        TreeSet<String> names = new TreeSet<>(streams);
        names.addAll(cursors.keySet());
        return names.stream()
                .map(name -> one(name, cursors.get(name), now, streams.contains(name) ? lacks.apply(name) : List.of()))
                .toList();
    }

    private StreamStatus one(String name, Cursor cursor, Instant now, List<String> lacking) {
        long rejects = store.rejectCount(name);
        return cursor == null
                ? StreamStatus.neverRan(name, rejects, lacking)
                : StreamStatus.of(cursor, now, rejects, lacking);
    }
}
