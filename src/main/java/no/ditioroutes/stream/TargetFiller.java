package no.ditioroutes.stream;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Lock;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.Cursors;
import no.ditioroutes.stream.tables.StoredRows;
import no.ditioroutes.stream.tables.Tables;
import no.ditioroutes.stream.tables.Target;
import no.ditioroutes.stream.tables.TargetState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the rows of a stream's table through the stream's own route to the targets that lack them. Only one process
 * does so at a time; if it is killed, the next one resumes where it stopped.
 */
public final class TargetFiller {

    /** Limits concurrent fills: each holds up to three connections of a pool of ten. */
    private static final Semaphore FILLS = new Semaphore(3);

    private static final Logger LOG = LoggerFactory.getLogger(TargetFiller.class);

    private final StreamDefinition definition;
    private final Database database;
    private final TargetComparison comparison;
    private final Function<InlinePages, RunReport> route;

    /** @param route sends pages through the stream's route */
    public TargetFiller(StreamDefinition definition, Sinks sinks, Function<InlinePages, RunReport> route) {
        this.definition = definition;
        this.database = sinks.database();
        this.comparison = new TargetComparison(definition, database, sinks.publisher());
        this.route = route;
    }

    /**
     * Fills the targets that lack rows. Does nothing if another process is filling them.
     *
     * @throws UserFacingException if the database or Kafka fails
     */
    public void fillLacking() {
        List<TargetState> lacking = comparison.prepare();
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
                    definition.name(),
                    lacking.get(0).target());
            return;
        }
        try {
            // Another process may have filled some of them already.
            comparison.prepare().forEach(this::fill);
        } finally {
            lock.get().close();
        }
    }

    /**
     * Publishes all rows to a topic again, and a deletion for each deleted id; resumes if it was interrupted.
     *
     * @return the result; incomplete if the program was stopped before the end
     * @throws UserFacingException if another process is already doing so, or the database or Kafka fails
     */
    public RunReport republish(Target topic) {
        Lock lock = lock().orElseThrow(this::busy);
        try {
            return fill(comparison.restart(topic));
        } finally {
            lock.close();
        }
    }

    private RunReport fill(TargetState state) {
        Target target = state.target();
        StoredPages pages = new StoredPages(
                definition.name(),
                definition.table(),
                new StoredRows(database, definition.name(), new Tables(database).table(definition.table())),
                target);
        Cursors cursors = new Cursors(database);
        Optional<Cursor> cursor = cursors.find(pages.slice().cursor());
        boolean resumes = cursor.filter(open -> open.isOpen() && definition.isFor(open.environment()))
                .isPresent();
        if (cursor.isPresent() && !resumes) {
            // The process was killed before the target was marked as complete, or used another Ditio environment:
            // restart.
            cursors.remove(cursor.get().name());
        }
        LOG.info(
                "Publishing the rows of {} to the {}{}",
                definition.table(),
                target,
                resumes ? ", from where that stopped" : "");
        RunReport report = route.apply(pages);
        if (report.complete()) {
            comparison.filled(state);
        }
        return report;
    }

    private Optional<Lock> lock() {
        return database.tryLock("targets of " + definition.name());
    }

    private UserFacingException busy() {
        return new UserFacingException(
                UserFacingException.Kind.SINK,
                "Another process sends rows of " + definition.table()
                        + " to a topic or a table at this moment. Start this" + " again once it is done; see: status");
    }
}
