package no.ditioroutes.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What is counted of one stream, and how its last run ended. */
public final class StreamMeters {

    private final MeterRegistry registry;
    private final String stream;
    private final Map<String, Counter> rows;
    private final Map<String, Counter> runs;
    private final Counter pages;
    private final Timer pageTime;
    private final Timer commitTime;
    private final Timer publishTime;

    private volatile Instant lastSuccess;
    private volatile Instant lastSign = Instant.now();
    private volatile Instant due;
    private volatile Failed failed;
    private volatile Instant reached;
    private volatile Stored stored;
    private volatile boolean isLagKnown;
    private volatile Place furthest;

    /** How the last run failed. */
    public record Failed(Instant at, String message) {}

    /** What the database tells. */
    private record Stored(Instant reached, Instant since, int page, long rejects) {

        boolean isWhere(Stored other) {
            return Objects.equals(since, other.since) && page == other.page;
        }
    }

    /** Where a cursor may be, in the order in which it comes there. */
    private record Place(boolean loaded, Instant since, int page) {

        private static final Comparator<Place> ORDER = Comparator.comparing(Place::loaded)
                .thenComparing(Place::since, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparingInt(Place::page);

        boolean isBeyond(Place other) {
            return other == null || ORDER.compare(this, other) > 0;
        }
    }

    StreamMeters(MeterRegistry registry, String stream) {
        this.registry = registry;
        this.stream = stream;
        rows = counters(
                "ditio.stream.rows",
                "Records of these pages, by what became of them",
                List.of("upserted", "deleted", "unchanged", "rejected", "skipped"));
        runs = counters("ditio.stream.runs", "Runs, by how they ended", List.of("success", "failure"));
        pages = Counter.builder("ditio.stream.pages")
                .description("Pages dealt with to their end")
                .tag("stream", stream)
                .register(registry);
        pageTime = timer("ditio.stream.page", "Time from the request for a page to its end, with all tries");
        commitTime = timer("ditio.sink.commit", "Time to store a page: rows, Kafka's acknowledgement, cursor, commit");
        publishTime = timer("ditio.sink.publish", "The part of that which waits for Kafka's acknowledgement");
        gauges();
    }

    /** Measures how long a page takes to come. */
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

    /** A page was stored. */
    public void page(int records, int upserted, int deleted, int rejected, int skipped) {
        pages.increment();
        rows.get("upserted").increment(upserted);
        rows.get("deleted").increment(deleted);
        rows.get("rejected").increment(rejected);
        rows.get("skipped").increment(skipped);
        rows.get("unchanged").increment(records - upserted - deleted - rejected - skipped);
    }

    /**
     * The stream's own cursor came to a place. One where it was since the last success is no sign of life: a run that
     * fails at the same page each time comes to those before it each time.
     *
     * @param loaded whether the first load is done
     * @param sinceOrNull where the window starts
     * @param page how many pages of it are done
     */
    public void moved(boolean loaded, Instant sinceOrNull, int page) {
        Place place = new Place(loaded, sinceOrNull, page);
        if (place.isBeyond(furthest)) {
            furthest = place;
            lastSign = Instant.now();
        }
    }

    /** A run came to its end; null where that leaves open up to when all is stored. */
    public void succeeded(Instant upToOrNull) {
        runs.get("success").increment();
        Instant now = Instant.now();
        lastSuccess = now;
        lastSign = now;
        failed = null;
        furthest = null;
        reached = upToOrNull;
        isLagKnown = true;
    }

    public void failed(String message) {
        runs.get("failure").increment();
        failed = new Failed(Instant.now(), message);
        isLagKnown = true;
    }

    public Optional<Instant> lastSuccess() {
        return Optional.ofNullable(lastSuccess);
    }

    /** How the last run failed, where it did. */
    public Optional<Failed> failure() {
        return Optional.ofNullable(failed);
    }

    /** The last sign of life: a success or a page beyond the furthest, or else when this program took the stream up. */
    public Instant lastSign() {
        return lastSign;
    }

    /** When the next sign of life is due. */
    public void due(Instant time) {
        due = time;
    }

    /**
     * What the database tells of the stream. A quiet run moves no cursor, so how old that is tells nothing before a run of
     * this program has ended, or the cursor moves.
     *
     * @param upToOrNull up to when all is stored
     * @param sinceOrNull where the window starts that is open, or is next
     */
    public void stored(Instant upToOrNull, Instant sinceOrNull, int page, long rejects) {
        Stored before = stored;
        Stored now = new Stored(upToOrNull, sinceOrNull, page, rejects);
        if (before != null && !now.isWhere(before)) {
            isLagKnown = true;
        }
        stored = now;
    }

    /** The database does not tell. */
    public void unknown() {
        stored = null;
    }

    /** Up to when everything is stored, as the database and the runs of this process know; nothing before they do. */
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
        seconds("ditio.stream.lag", "How far back the time lies up to which everything is stored", this::lag);
        seconds("ditio.stream.last.success.timestamp", "When a run last came to its end", () -> seconds(lastSuccess));
        seconds(
                "ditio.stream.success.due.timestamp",
                "Three intervals, a minute at least, after the last success or new page, or else the start",
                () -> seconds(due));
        seconds(
                "ditio.stream.cursor.timestamp",
                "The start of the window that is open, or is next, as the database has it",
                () -> ofStored(now -> seconds(now.since)));
        gauge(
                "ditio.stream.cursor.pages",
                "Pages of that window that are stored",
                null,
                () -> ofStored(now -> (double) now.page));
        gauge(
                "ditio.rejects",
                "Records that are set aside and wait to be looked at",
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
