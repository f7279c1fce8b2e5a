package no.ditioroutes.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Records the metrics of one stream, and how its last run ended. */
public final class StreamMeters {

    private final MeterRegistry registry;
    private final String stream;
    private final Map<String, Counter> rows;
    private final Map<String, Counter> runs;
    private final Counter pages;
    private final Timer pageTime;
    private final Timer commitTime;
    private final Timer publishTime;
    private final StreamProgress progress = new StreamProgress();

    private volatile Instant lastSuccess;
    private volatile Instant due;
    private volatile Failed failed;
    private volatile Instant reached;
    private volatile Stored stored;
    private volatile boolean isLagKnown;

    /** Describes how the last run failed. */
    public record Failed(Instant at, String message) {}

    /** Holds the state of the stream in the database. */
    private record Stored(Instant reached, Instant since, int page, long rejects) {

        boolean isAt(Stored other) {
            return Objects.equals(since, other.since) && page == other.page;
        }
    }

    StreamMeters(MeterRegistry registry, String stream) {
        this.registry = registry;
        this.stream = stream;
        rows = counters(
                "ditio.stream.rows",
                "Records of these pages, by result",
                List.of("upserted", "deleted", "unchanged", "rejected", "skipped"));
        runs = counters("ditio.stream.runs", "Runs, by result", List.of("success", "failure"));
        pages = Counter.builder("ditio.stream.pages")
                .description("Pages that were processed completely")
                .tag("stream", stream)
                .register(registry);
        pageTime = timer("ditio.stream.page", "Time to fetch a page, with all attempts");
        commitTime = timer("ditio.sink.commit", "Time to store a page: rows, Kafka's acknowledgement, cursor, commit");
        publishTime = timer("ditio.sink.publish", "Time of that to wait for Kafka's acknowledgement");
        gauges();
    }

    /** Measures how long it takes to fetch a page. */
    public <T> CompletableFuture<T> fetching(CompletableFuture<T> page) {
        long began = System.nanoTime();
        return page.whenComplete((fetched, failure) -> pageTime.record(Duration.ofNanos(System.nanoTime() - began)));
    }

    /** Measures how long it takes to store a page. */
    public <T> T committing(Supplier<T> work) {
        return commitTime.record(work);
    }

    /** Measures how long Kafka takes to acknowledge a page. */
    public <T> T publishing(Supplier<T> work) {
        return publishTime.record(work);
    }

    /** Counts a page that was stored. */
    public void page(int records, int upserted, int deleted, int rejected, int skipped) {
        pages.increment();
        rows.get("upserted").increment(upserted);
        rows.get("deleted").increment(deleted);
        rows.get("rejected").increment(rejected);
        rows.get("skipped").increment(skipped);
        rows.get("unchanged").increment(records - upserted - deleted - rejected - skipped);
    }

    /**
     * Records that the stream's own cursor reached a position. One that it reached before since the last success is no
     * progress: a run that fails at the same page each time reaches those before it each time.
     *
     * @param loaded whether the first load is complete
     * @param sinceOrNull the start of the window
     * @param page the number of its pages that are stored
     */
    public void moved(boolean loaded, Instant sinceOrNull, int page) {
        progress.moved(loaded, sinceOrNull, page);
    }

    /** Records a run that succeeded; the time is null if it leaves open up to when everything is stored. */
    public void succeeded(Instant upToOrNull) {
        runs.get("success").increment();
        Instant now = Instant.now();
        lastSuccess = now;
        progress.succeeded(now);
        failed = null;
        reached = upToOrNull;
        isLagKnown = true;
    }

    /** Records a run that failed. */
    public void failed(String message) {
        runs.get("failure").increment();
        failed = new Failed(Instant.now(), message);
        isLagKnown = true;
    }

    /** Returns when the last run of this program that succeeded ended; empty if none did. */
    public Optional<Instant> lastSuccess() {
        return Optional.ofNullable(lastSuccess);
    }

    /** Returns how the last run failed; empty if it did not. */
    public Optional<Failed> failure() {
        return Optional.ofNullable(failed);
    }

    /**
     * Returns the time of the last progress: a success or a page beyond the furthest, or else the start of this
     * program's work on the stream.
     */
    public Instant lastSign() {
        return progress.lastSign();
    }

    /** Sets when the next progress is due. */
    public void due(Instant time) {
        due = time;
    }

    /**
     * Records the state of the stream in the database. A run without records moves no cursor, so the cursor's age means
     * nothing before a run of this program has ended, or the cursor moves.
     *
     * @param upToOrNull up to when everything is stored
     * @param sinceOrNull the start of the window that is open, or is next
     */
    public void stored(Instant upToOrNull, Instant sinceOrNull, int page, long rejects) {
        Stored before = stored;
        Stored now = new Stored(upToOrNull, sinceOrNull, page, rejects);
        if (before != null && !now.isAt(before)) {
            isLagKnown = true;
        }
        stored = now;
    }

    /** Records that the state in the database is unknown. */
    public void unknown() {
        stored = null;
    }

    /**
     * Returns up to when everything is stored, as the database and the runs of this process know; nothing before they
     * do.
     */
    public Optional<Instant> upTo() {
        Stored now = stored;
        return now == null || !isLagKnown ? Optional.empty() : Optional.ofNullable(later(now.reached, reached));
    }

    private double lag() {
        return upTo().map(time -> Math.max(0, seconds(Instant.now()) - seconds(time)))
                .orElse(Double.NaN);
    }

    private double ofStored(Function<Stored, Double> value) {
        Stored now = stored;
        return now == null ? Double.NaN : value.apply(now);
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || (other != null && other.isAfter(one)) ? other : one;
    }

    private static double seconds(Instant time) {
        return time == null ? Double.NaN : time.toEpochMilli() / 1000.0;
    }

    private void gauges() {
        seconds("ditio.stream.lag", "Age of the time up to which everything is stored", this::lag);
        seconds("ditio.stream.last.success.timestamp", "Time of the last successful run", () -> seconds(lastSuccess));
        seconds(
                "ditio.stream.success.due.timestamp",
                "Time by which progress is due: three intervals, at least a minute,"
                        + " after the last success or new page, or else the start",
                () -> seconds(due));
        seconds(
                "ditio.stream.cursor.timestamp",
                "Start of the window that is open, or is next, as stored in the database",
                () -> ofStored(now -> seconds(now.since)));
        gauge(
                "ditio.stream.cursor.pages",
                "Stored pages of that window",
                null,
                () -> ofStored(now -> (double) now.page));
        gauge(
                "ditio.rejects",
                "Rejected records that wait to be checked",
                null,
                () -> ofStored(now -> (double) now.rejects));
    }

    private void seconds(String name, String description, Supplier<Number> value) {
        gauge(name, description, "seconds", value);
    }

    private void gauge(String name, String description, String unit, Supplier<Number> value) {
        Meters.gauge(registry, name, description, unit, Tags.of("stream", stream), value);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .tag("stream", stream)
                .register(registry);
    }

    private Map<String, Counter> counters(String name, String description, List<String> results) {
        return results.stream().collect(Collectors.toMap(Function.identity(), result -> Counter.builder(name)
                .description(description)
                .tag("stream", stream)
                .tag("result", result)
                .register(registry)));
    }
}
