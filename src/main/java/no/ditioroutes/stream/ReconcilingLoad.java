package no.ditioroutes.stream;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import no.ditioroutes.database.Database;
import no.ditioroutes.ditio.Page;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.Cursors;
import no.ditioroutes.stream.tables.Mode;
import no.ditioroutes.stream.tables.ReconcilePass;
import no.ditioroutes.stream.tables.ReconcilePasses;
import no.ditioroutes.stream.tables.ReconcileWindow;
import no.ditioroutes.stream.tables.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a run that makes table and topics equal to Ditio's current data.
 *
 * <p>Used by each slice of a reconciling backfill, and by every full load of a stream whose table is not empty, after a
 * reset. A backfill removes rows that are gone after its last slice; a full load at its own end, once the stream is up
 * to date.
 */
final class ReconcilingLoad {

    private static final Logger LOG = LoggerFactory.getLogger(ReconcilingLoad.class);

    private final RunSettings settings;
    private final Cursors cursors;
    private final ReconcilePasses passes;
    private final Table table;
    private Optional<ReconcilePass> pass = Optional.empty();
    private Queue<List<String>> removals;
    private long held;
    private String unsettled = "";

    ReconcilingLoad(RunSettings settings, Database database, Table table) {
        this.settings = settings;
        this.cursors = new Cursors(database);
        this.passes = new ReconcilePasses(database);
        this.table = table;
    }

    /**
     * Notes the rows of the table, if this window is at its first page and has to be reconciled.
     *
     * @param window the window to walk
     * @param stored the cursor as stored in the database
     */
    void open(Cursor window, Optional<Cursor> stored) {
        boolean isFirstPage = window.mode() == Mode.FULL && window.isAtStart();
        switch (settings.slice().purpose()) {
            case DRY_RUN ->
                pass = Optional.of(passes.begin(window.name(), settings.stream(), table, window(), liveSince()));
            case RECONCILE -> pass = isFirstPage ? Optional.of(begin(window)) : find();
            case LOAD, FORCED_LOAD -> pass = settings.isBackfill() ? Optional.empty() : ofFullLoad(window, stored);
            default -> pass = Optional.empty();
        }
    }

    private Optional<ReconcilePass> ofFullLoad(Cursor window, Optional<Cursor> stored) {
        Optional<ReconcilePass> begun = stored.isEmpty() ? Optional.empty() : find();
        if (window.mode() != Mode.FULL || !window.isAtStart()) {
            return begun;
        }
        boolean isNeeded = begun.isPresent() || (stored.isEmpty() && passes.isNeeded(settings.stream(), table));
        return isNeeded ? Optional.of(begin(window)) : Optional.empty();
    }

    private Optional<ReconcilePass> find() {
        return passes.find(settings.slice().cursor());
    }

    private ReconcilePass begin(Cursor window) {
        return passes.begin(window, settings.stream(), table, window(), liveSince());
    }

    /**
     * Returns the oldest version that the stream's own run can still write during this load; null if it writes nothing.
     */
    private Instant liveSince() {
        if (!settings.isBackfill()) {
            return null;
        }
        return cursors.find(settings.stream())
                .filter(cursor -> cursor.mode() == Mode.INCREMENTAL)
                .map(Cursor::since)
                .orElse(null);
    }

    private ReconcileWindow window() {
        if (!settings.ownsTable()) {
            return ReconcileWindow.none();
        }
        if (settings.slice().from() == null) {
            return ReconcileWindow.all();
        }
        return settings.windowColumn(table)
                .map(column -> ReconcileWindow.between(
                        column.name(), settings.slice().from(), settings.slice().to()))
                .orElseGet(ReconcileWindow::none);
    }

    Optional<ReconcilePass> pass() {
        return pass;
    }

    /** Returns whether the rows that are gone are removed after a full load. */
    boolean removesAtItsEnd() {
        return pass.isPresent() && !settings.isBackfill();
    }

    /**
     * Finds rows that are gone once the stream is up to date, and returns whether there is another page of deletions.
     *
     * @param otherwise deletion time for a row that has no version
     */
    boolean findRemovals(Instant otherwise) {
        if (!removesAtItsEnd()) {
            return false;
        }
        if (removals == null) {
            removals = new ArrayDeque<>(removals(otherwise));
        }
        if (removals.isEmpty() && held == 0) {
            passes.end(pass.get().name());
        }
        return !removals.isEmpty();
    }

    private List<List<String>> removals(Instant otherwise) {
        ReconcileWindow window = window();
        if (window.isUnknown()) {
            unsettled("Rows that Ditio no longer has were not removed: the table " + table.name()
                    + (settings.ownsTable()
                            ? " has no column that windowColumn of ditio-stream:open names, which from and to need"
                            : " is, or may be, shared with another stream"));
            return List.of();
        }
        GoneRows gone = new GoneRows(
                passes.gone(pass.get().name(), table, window), pass.get().rows());
        if (gone.areMany() && settings.slice().purpose() != Purpose.FORCED_LOAD) {
            held = gone.count();
            unsettled(
                    "%d of %d rows are no longer in Ditio: too many to be removed unasked. Check what happened there; then"
                                    .formatted(gone.count(), gone.outOf())
                            + " remove them: sync %1$s --force, or keep them: state set %1$s --since TIME"
                                    .formatted(settings.stream()));
            return List.of();
        }
        return gone.tombstones(otherwise);
    }

    private void unsettled(String what) {
        unsettled = what;
        LOG.warn("{}: {}", settings.stream(), what);
    }

    /** Returns the next page of deletions. */
    Page nextRemovals() {
        return InlinePage.page(removals.remove(), table.fields());
    }

    /** Returns what could not be reconciled, and what to do; else an empty text. */
    String unsettled() {
        return unsettled;
    }

    /** Returns how many rows were kept because they are too many to remove. */
    long held() {
        return held;
    }
}
