package no.ditioroutes.operate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.camel.StreamRoutes;
import no.ditioroutes.database.Database;
import no.ditioroutes.routes.StreamRegistry;
import no.ditioroutes.stream.Differences;
import no.ditioroutes.stream.GoneRows;
import no.ditioroutes.stream.InlinePage;
import no.ditioroutes.stream.RunReport;
import no.ditioroutes.stream.Slice;
import no.ditioroutes.stream.StreamDefinition;
import no.ditioroutes.stream.tables.Column;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.Cursors;
import no.ditioroutes.stream.tables.GoneRow;
import no.ditioroutes.stream.tables.Mode;
import no.ditioroutes.stream.tables.ReconcilePass;
import no.ditioroutes.stream.tables.ReconcilePasses;
import no.ditioroutes.stream.tables.ReconcileWindow;
import no.ditioroutes.stream.tables.Table;
import no.ditioroutes.stream.tables.Tables;

/**
 * Removes the rows of a window that no slice of a backfill contained: Ditio no longer has them.
 *
 * <p>After the last slice the stream is brought up to date, so that a row that was moved meanwhile is not removed and
 * then restored.
 */
final class Reconciliation {

    private final StreamRegistry streams;
    private final Cursors cursors;
    private final Tables tables;
    private final ReconcilePasses passes;
    private final Resender resender;

    Reconciliation(StreamRoutes streams, Database database) {
        this.streams = streams.registry();
        this.cursors = new Cursors(database);
        this.tables = new Tables(database);
        this.passes = new ReconcilePasses(database);
        this.resender = new Resender(streams, cursors);
    }

    /** Checks before any page is fetched that the stream can be reconciled. */
    void check(String stream) {
        column(stream, table(stream));
        isLoaded(stream);
        ownsItsTable(stream);
    }

    private void isLoaded(String stream) {
        if (cursors.find(stream)
                .filter(cursor -> cursor.mode() == Mode.INCREMENTAL)
                .isEmpty()) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "--reconcile needs a stream that is loaded, or a row that moved could be taken for one that is gone."
                            + " First: sync " + stream);
        }
    }

    /** Checks that no other stream writes to the table, since its rows are on no page of this one. */
    private void ownsItsTable(String stream) {
        streams.leftOut().forEach((other, reason) -> {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "--reconcile needs the files of all streams, since one that is left out may share the table of "
                            + stream + ". " + reason);
        });
        streams.sharingTableWith(stream).ifPresent(other -> {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "--reconcile would take the rows of " + other + " for ones that are gone: it shares the table "
                            + streams.get(stream).table() + " with " + stream);
        });
    }

    /** Returns whether the load of this slice recorded the existing rows. */
    boolean isBegun(Slice slice) {
        return passes.find(slice.cursor()).isPresent();
    }

    /** Removes the rows that Ditio no longer has, once all slices are done and the stream is up to date. */
    Removal run(Backfill.Request request, List<Slice> slices) {
        GoneRows gone = gone(request.stream(), slices);
        if (gone.areMany() && !request.force()) {
            return Removal.held(gone.count(), gone.outOf());
        }
        return removed(request.stream(), gone, began(slices));
    }

    /** Adds the rows that Ditio no longer has to the differences of a dry run. */
    void compare(String stream, List<Slice> slices, Differences differences) {
        differences.addRemoved(gone(stream, slices).ids());
    }

    private GoneRows gone(String stream, List<Slice> slices) {
        Table table = table(stream);
        String column = column(stream, table);
        List<GoneRow> gone = new ArrayList<>();
        long rows = 0;
        for (Slice slice : slices) {
            rows += passes.find(slice.cursor()).map(ReconcilePass::rows).orElse(0L);
            gone.addAll(passes.gone(slice.cursor(), table, ReconcileWindow.between(column, slice.from(), slice.to())));
        }
        return new GoneRows(gone.stream().distinct().toList(), rows);
    }

    private Removal removed(String stream, GoneRows gone, Instant began) {
        long removed = 0;
        boolean complete = true;
        for (List<String> tombstones : gone.tombstones(began)) {
            if (complete) {
                RunReport report = resender.send(stream, InlinePage.removal(stream, tombstones));
                removed += report.deleted();
                complete = report.complete();
            }
        }
        return new Removal(gone.count(), gone.outOf(), removed, false, complete);
    }

    /** Returns when the first slice began, by Ditio's clock, as its cursor records it. */
    private Instant began(List<Slice> slices) {
        return slices.stream()
                .flatMap(slice -> cursors.find(slice.cursor()).stream())
                .map(Cursor::nextSince)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private Table table(String stream) {
        return tables.table(streams.get(stream).table());
    }

    private String column(String stream, Table table) {
        StreamDefinition definition = streams.get(stream);
        if (definition.windowColumn().isBlank()) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "--reconcile needs to know the column that Ditio's date window is about. Give it in "
                            + definition.file()
                            + " as windowColumn of ditio-stream:open, for example windowColumn: stop_date_time");
        }
        return definition
                .windowColumn(table)
                .map(Column::name)
                .orElseThrow(() -> new UserFacingException(
                        UserFacingException.Kind.SETTINGS,
                        "The windowColumn in " + definition.file() + " is " + definition.windowColumn()
                                + ", but the table " + table.name()
                                + " has no such column with a date or a time"));
    }
}
