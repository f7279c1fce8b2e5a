package no.ditioroutes.operate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.camel.StreamRoutes;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Lock;
import no.ditioroutes.stream.Differences;
import no.ditioroutes.stream.Purpose;
import no.ditioroutes.stream.RunReport;
import no.ditioroutes.stream.Slice;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.Cursors;
import no.ditioroutes.stream.tables.ReconcilePasses;

/**
 * Re-reads a window of a stream, slice by slice, independently of the stream's own cursor.
 *
 * <p>Each slice has its own cursor, which is kept until all slices are done. The same backfill started again therefore
 * resumes where it stopped, and once it is done it re-reads everything. A slice that fails does not stop the others.
 */
public final class Backfill {

    /** The maximum number of parallel slices: each uses up to two connections of a pool of ten. */
    private static final int MOST_PARALLEL = 4;

    private static final int SYNC_ATTEMPTS = 3;

    private final StreamRoutes streams;
    private final Database database;
    private final Cursors cursors;
    private final Reconciliation reconciliation;

    public Backfill(StreamRoutes streams, Database database) {
        this.streams = streams;
        this.database = database;
        this.cursors = new Cursors(database);
        this.reconciliation = new Reconciliation(streams, database);
    }

    /**
     * A request for a backfill.
     *
     * @param slice the length of a slice as an ISO 8601 period
     * @param parallel number of slices that are read at a time
     * @param reconcile whether rows of the window that Ditio no longer has are removed
     * @param force whether they are removed even if they are many
     * @param dryRun whether the changes of a reconciling backfill are only reported
     */
    public record Request(
            String stream,
            Instant from,
            Instant to,
            String slice,
            int parallel,
            boolean reconcile,
            boolean force,
            boolean dryRun) {

        private Purpose purpose() {
            return dryRun ? Purpose.DRY_RUN : reconcile ? Purpose.RECONCILE : Purpose.LOAD;
        }
    }

    /**
     * The outcome of a slice; neither a report nor a failure if an earlier run completed it.
     *
     * @param name the name of its cursor
     */
    public record SliceResult(String name, Optional<RunReport> report, Optional<UserFacingException> failure) {

        boolean isDone() {
            return failure.isEmpty() && report.map(RunReport::complete).orElse(true);
        }
    }

    /**
     * The outcome of a backfill.
     *
     * @param removal the rows that were removed, if requested and every slice is done
     * @param differences the differences that a dry run found, if every slice is done
     */
    public record Result(List<SliceResult> slices, Optional<Removal> removal, Optional<Differences> differences) {}

    public Result run(Request request) throws InterruptedException {
        check(request);
        forgetKilledDryRuns(request.stream());
        Differences differences = new Differences();
        List<Slice> slices = new Slices(request.stream(), request.from(), request.to(), request.slice())
                .cut(request.purpose(), request.dryRun() ? differences : null);
        return request.dryRun() ? compare(request, slices, differences) : load(request, slices);
    }

    /**
     * Removes the notes of dry runs that were killed. A dry run that is still running holds the lock and keeps its
     * notes.
     */
    private void forgetKilledDryRuns(String stream) {
        database.tryLock(dryRunOf(stream)).ifPresent(lock -> {
            try (lock) {
                new ReconcilePasses(database).dryRuns(stream).forEach(cursors::remove);
            }
        });
    }

    private static String dryRunOf(String stream) {
        return "dry run of " + stream;
    }

    private Result load(Request request, List<Slice> slices) throws InterruptedException {
        List<SliceResult> results = walk(request, slices);
        if (isDone(results) && request.reconcile()) {
            upToDate(request.stream()).ifPresent(results::add);
        }
        boolean done = isDone(results);
        Optional<Removal> removal =
                done && request.reconcile() ? Optional.of(reconciliation.run(request, slices)) : Optional.empty();
        if (done && removal.map(Removal::isDone).orElse(true)) {
            slices.forEach(slice -> cursors.remove(slice.cursor()));
        }
        return new Result(results, removal, Optional.empty());
    }

    private Result compare(Request request, List<Slice> slices, Differences differences) throws InterruptedException {
        Optional<Lock> lock = database.tryLock(dryRunOf(request.stream()));
        try {
            List<SliceResult> results = walk(request, slices);
            if (!isDone(results)) {
                return new Result(results, Optional.empty(), Optional.empty());
            }
            reconciliation.compare(request.stream(), slices, differences);
            return new Result(results, Optional.empty(), Optional.of(differences));
        } finally {
            slices.forEach(slice -> cursors.remove(slice.cursor()));
            lock.ifPresent(Lock::close);
        }
    }

    private static boolean isDone(List<SliceResult> results) {
        return results.stream().allMatch(SliceResult::isDone);
    }

    /**
     * Runs the stream from its cursor, and returns a result only if that failed. Retries, since a running service may
     * hold it.
     */
    private Optional<SliceResult> upToDate(String stream) {
        Optional<SliceResult> result = Optional.empty();
        for (int attempt = 0; attempt < SYNC_ATTEMPTS; attempt++) {
            try {
                RunReport report = streams.sync(stream);
                return Optional.of(new SliceResult(stream, Optional.of(report), Optional.empty()))
                        .filter(run -> !run.isDone());
            } catch (UserFacingException e) {
                result = Optional.of(new SliceResult(stream, Optional.empty(), Optional.of(e)));
            }
        }
        return result;
    }

    private void check(Request request) {
        streams.registry().named(List.of(request.stream()));
        if (request.parallel() < 1 || request.parallel() > MOST_PARALLEL) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "--parallel is " + request.parallel() + ", expected 1 to " + MOST_PARALLEL);
        }
        if (request.dryRun() && !request.reconcile()) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS, "--dry-run shows what --reconcile would change: give both");
        }
        if (request.reconcile()) {
            reconciliation.check(request.stream());
        }
    }

    private List<SliceResult> walk(Request request, List<Slice> slices) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(request.parallel());
        try {
            List<Future<SliceResult>> walks = slices.stream()
                    .map(slice -> threads.submit(() -> walk(request.stream(), slice)))
                    .toList();
            List<SliceResult> results = new ArrayList<>();
            for (Future<SliceResult> walk : walks) {
                results.add(walk.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a slice of " + request.stream() + " failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private SliceResult walk(String stream, Slice slice) {
        try {
            Optional<RunReport> report =
                    isDone(stream, slice) ? Optional.empty() : Optional.of(streams.backfill(stream, slice));
            return new SliceResult(slice.cursor(), report, Optional.empty());
        } catch (UserFacingException e) {
            return new SliceResult(slice.cursor(), Optional.empty(), Optional.of(e));
        }
    }

    /**
     * Returns whether a slice is done. A slice of another address or other parameters had other records and is started
     * over.
     */
    private boolean isDone(String stream, Slice slice) {
        Optional<Cursor> done = new Cursors(database).find(slice.cursor()).filter(cursor -> !cursor.isOpen());
        boolean elsewhere = done.isPresent()
                && !streams.registry().get(stream).isFor(done.get().environment());
        boolean unnoted = slice.purpose() == Purpose.RECONCILE && !reconciliation.isBegun(slice);
        if (elsewhere || unnoted) {
            cursors.remove(slice.cursor());
        }
        return done.isPresent() && !elsewhere && !unnoted;
    }
}
