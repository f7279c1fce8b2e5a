package no.ditioroutes.stream;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import no.ditioroutes.Failure;
import no.ditioroutes.store.Cursor;
import no.ditioroutes.store.Lock;
import no.ditioroutes.store.Store;
import no.ditioroutes.store.StoredRows;
import no.ditioroutes.store.Target;
import no.ditioroutes.store.TargetState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the rows of a stream's table through the stream's own route to the targets that lack them. One process does so at a
 * time; killed, the next one goes on where it stopped.
 */
public final class TargetFiller {

    /** Each holds up to three connections of a pool of ten. */
    private static final Semaphore FILLS = new Semaphore(3);

    private static final Logger LOG = LoggerFactory.getLogger(TargetFiller.class);

    private final StreamSettings settings;
    private final Store store;
    private final TargetComparison comparison;
    private final Function<InlinePages, RunReport> route;

    /**
     * @param named what the stream's route names besides its own table
     * @param route sends pages through the stream's route
     */
    public TargetFiller(
            StreamSettings settings, List<Target> named, Sinks sinks, Function<InlinePages, RunReport> route) {
        this.settings = settings;
        this.store = sinks.store();
        this.comparison = new TargetComparison(settings, named, store, sinks.publisher());
        this.route = route;
    }

    /**
     * Fills the targets that lack rows. Does nothing if another process is filling them.
     *
     * @throws Failure if the database or Kafka fails
     */
    public void fillLacking() {
        List<TargetState> lacking = comparison.toFill();
        if (lacking.isEmpty()) {
            return;
        }
        FILLS.acquireUninterruptibly();
        try {
            fillLacking(lacking);
        } finally {
            FILLS.release();
        }
    }

    private void fillLacking(List<TargetState> lacking) {
        Optional<Lock> lock = lock();
        if (lock.isEmpty()) {
            LOG.info(
                    "{}: another process is sending rows to {}",
                    settings.stream(),
                    lacking.get(0).target());
            return;
        }
        try {
            // Another process may have filled some meanwhile.
            comparison.toFill().forEach(this::fill);
        } finally {
            lock.get().close();
        }
    }

    /**
     * Publishes all rows to a topic again, and a deletion for each id that was deleted; goes on where that was interrupted.
     *
     * @return what was done; incomplete if the program was stopped in between
     * @throws Failure if another process is at it, or the database or Kafka fails
     */
    public RunReport republish(Target topic) {
        Lock lock = lock().orElseThrow(this::busy);
        try {
            return fill(comparison.toRefill(topic));
        } finally {
            lock.close();
        }
    }

    private RunReport fill(TargetState state) {
        Target target = state.target();
        StoredPages pages = new StoredPages(
                settings.stream(),
                settings.table(),
                new StoredRows(store, settings.stream(), store.table(settings.table())),
                target);
        Optional<Cursor> cursor = store.cursor(pages.slice().cursor());
        boolean resumes = cursor.filter(open -> open.isOpen() && settings.isFor(open.environment()))
                .isPresent();
        if (cursor.isPresent() && !resumes) {
            // The process was killed before the target was noted as complete, or read another Ditio: start again.
            store.remove(cursor.get().name());
        }
        LOG.info(
                "Publishing the rows of {} to the {}{}",
                settings.table(),
                target,
                resumes ? ", from where that stopped" : "");
        RunReport report = route.apply(pages);
        if (report.complete()) {
            comparison.filled(state);
        }
        return report;
    }

    private Optional<Lock> lock() {
        return store.tryLock("targets of " + settings.stream());
    }

    private Failure busy() {
        return new Failure(
                Failure.Kind.SINK,
                "Another process sends rows of " + settings.table()
                        + " to a topic or a table at this moment. Start this" + " again once it is done; see: status");
    }
}
