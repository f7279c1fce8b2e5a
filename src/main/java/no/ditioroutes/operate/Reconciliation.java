package no.ditioroutes.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import no.ditioroutes.Failure;
import no.ditioroutes.camel.Streams;
import no.ditioroutes.store.Column;
import no.ditioroutes.store.Cursor;
import no.ditioroutes.store.Mode;
import no.ditioroutes.store.Store;
import no.ditioroutes.store.Table;
import no.ditioroutes.stream.GivenPage;
import no.ditioroutes.stream.RunReport;
import no.ditioroutes.stream.StreamSettings.Slice;

/**
 * Removes the rows of a window that no slice of a backfill showed: Ditio no longer has them.
 *
 * <p>They are deleted as of the time before the first page, so that a row that changed since then stays, and one that
 * turns up again later is taken. A change from before that time may still be on its way, and be what moved a row out of
 * the window; so the deletion is never of a later time than the stream's own cursor has reached.
 *
 * <p>The tombstones are made here, not by Ditio, and go through the stream's route like Ditio's own:
 * {@code {"id": "…", "isDeleted": true, "deletedDateTime": "…"}}.
 */
final class Reconciliation {

    private static final int PAGE = 500;
    private static final int FEW = 100;
    private static final int MOST_PERCENT = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Streams streams;
    private final Store store;
    private final Resender resender;

    Reconciliation(Streams streams, Store store) {
        this.streams = streams;
        this.store = store;
        this.resender = new Resender(streams, store);
    }

    /** Says before any page is fetched what stands in the way. */
    void check(String stream) {
        column(stream, table(stream));
        reached(stream);
        ownsItsTable(stream);
    }

    /** The rows of another stream are on no page of this one. */
    private void ownsItsTable(String stream) {
        String table = streams.settings(stream).table();
        streams.names().stream()
                .filter(other -> !other.equals(stream))
                .filter(other -> streams.settings(other).table().equals(table))
                .findFirst()
                .ifPresent(other -> {
                    throw new Failure(
                            Failure.Kind.SETTINGS,
                            "--reconcile would take the rows of " + other
                                    + " for ones that are gone: it shares the table " + table + " with " + stream);
                });
    }

    Removal run(Backfill.Request request, List<Slice> slices) {
        List<String> names = slices.stream().map(Slice::cursor).toList();
        Instant asOf = asOf(request.stream(), names);
        Store.Unseen unseen = unseen(request, names, asOf);
        long missing = unseen.ids().size();
        if (isMuch(missing, unseen.rows()) && !request.force()) {
            return Removal.held(missing, unseen.rows());
        }
        return removed(request.stream(), unseen, asOf);
    }

    private Store.Unseen unseen(Backfill.Request request, List<String> slices, Instant asOf) {
        Table table = table(request.stream());
        Store.Window window = new Store.Window(request.from(), request.to());
        return store.unseen(table, column(request.stream(), table), window, slices, asOf);
    }

    private Removal removed(String stream, Store.Unseen unseen, Instant asOf) {
        List<String> ids = unseen.ids();
        long removed = 0;
        boolean complete = true;
        for (int start = 0; start < ids.size() && complete; start += PAGE) {
            List<String> tombstones = ids.subList(start, Math.min(start + PAGE, ids.size())).stream()
                    .map(id -> tombstone(id, asOf))
                    .toList();
            RunReport report = resender.send(stream, GivenPage.removal(stream, tombstones));
            removed += report.deleted();
            complete = report.complete();
        }
        return new Removal(ids.size(), unseen.rows(), removed, false, complete);
    }

    private static boolean isMuch(long missing, long rows) {
        return missing > FEW && missing * 100 > rows * MOST_PERCENT;
    }

    /** A slice's cursor keeps where the window behind it would start: before its first page. */
    private Instant asOf(String stream, List<String> slices) {
        Stream<Instant> began =
                slices.stream().map(store::cursor).flatMap(Optional::stream).map(Cursor::nextSince);
        return Stream.concat(began, Stream.of(reached(stream)))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private Instant reached(String stream) {
        return store.cursor(stream)
                .filter(cursor -> cursor.mode() == Mode.INCREMENTAL)
                .map(Cursor::since)
                .orElseThrow(() -> new Failure(
                        Failure.Kind.SETTINGS,
                        "--reconcile needs a stream that is loaded, or a row that moved could be taken for one that is"
                                + " gone. First: sync " + stream));
    }

    private Table table(String stream) {
        return store.table(streams.settings(stream).table());
    }

    private String column(String stream, Table table) {
        String wanted = streams.windowColumn(stream)
                .orElseThrow(() -> new Failure(
                        Failure.Kind.SETTINGS,
                        "--reconcile needs to know the column that Ditio's date window is about. Give it in "
                                + streams.file(stream)
                                + " as windowColumn of ditio-run:open, for example windowColumn: stop_date_time"));
        return table.columns().stream()
                .filter(column -> column.name().equalsIgnoreCase(wanted) && column.kind() == Column.Kind.TIME)
                .map(Column::name)
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Failure.Kind.SETTINGS,
                        "The windowColumn in " + streams.file(stream) + " is " + wanted + ", but the table "
                                + table.name() + " has no such column with a date or a time"));
    }

    private static String tombstone(String id, Instant asOf) {
        Map<String, Object> tombstone = new LinkedHashMap<>();
        tombstone.put("id", id);
        tombstone.put("isDeleted", true);
        tombstone.put("deletedDateTime", asOf.toString());
        try {
            return JSON.writeValueAsString(tombstone);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tombstone that does not become JSON", e);
        }
    }
}
