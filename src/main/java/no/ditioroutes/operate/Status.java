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

    public Status(Store store) {
        this.store = store;
    }

    /** Of these streams, and of every other cursor there is: backfills that are not done, streams without a route. */
    public List<StreamStatus> of(List<String> streams, Instant now) {
        Map<String, Cursor> cursors =
                store.cursors().stream().collect(Collectors.toMap(Cursor::name, Function.identity()));
        TreeSet<String> names = new TreeSet<>(streams);
        names.addAll(cursors.keySet());
        return names.stream().map(name -> one(name, cursors.get(name), now)).toList();
    }

    private StreamStatus one(String name, Cursor cursor, Instant now) {
        long rejects = store.rejectCount(name);
        return cursor == null ? StreamStatus.neverRan(name, rejects) : StreamStatus.of(cursor, now, rejects);
    }
}
