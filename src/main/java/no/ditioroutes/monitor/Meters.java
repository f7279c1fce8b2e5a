package no.ditioroutes.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Records the program's metrics for Prometheus. Labels have few values, which are known beforehand: no ids, no paths,
 * no messages. Metrics that alerts use exist from the start, so that their first increase is visible.
 */
public final class Meters {

    private static final String STATES = "excavator-states";

    private final MeterRegistry registry;
    private final Map<String, StreamMeters> streams = new ConcurrentHashMap<>();
    private volatile double waitingFiles = Double.NaN;
    private volatile double oldestFileSeconds = Double.NaN;

    public Meters(MeterRegistry registry) {
        this.registry = registry;
        List.of("rate_limited", "server_error", "bad_answer", "no_answer").forEach(this::retries);
        List.of("given", "refused", "failed").forEach(this::tokenRequests);
        List.of("401", "403").forEach(this::refusedCalls);
        List.of("done", "rejected", "postponed", "grown", "changed").forEach(this::files);
        List.of("sent", "known", "rejected").forEach(this::importRecords);
        List.of(STATES, "machines", "projects", "work-orders").forEach(this::rejectedRows);
        List.of("machines", "projects", "work-orders").forEach(kind -> List.of("done", "refused", "unclear")
                .forEach(result -> catalogueWrites(kind, result)));
        heldBack();
        gauges();
    }

    /** Returns meters that are not exported. */
    public static Meters none() {
        return new Meters(new CompositeMeterRegistry());
    }

    /** Returns the meters of a stream. */
    public StreamMeters stream(String name) {
        return streams.computeIfAbsent(name, stream -> new StreamMeters(registry, stream));
    }

    /** Counts a retry of a call. */
    public void retried(String cause) {
        retries(cause).increment();
    }

    /** Adds a pause that Ditio asked for. */
    public void heldBack(Duration pause) {
        heldBack().increment(pause.toMillis() / 1000.0);
    }

    /** Counts a token request that was given a token, was refused, or failed for another reason. */
    public void tokenRequested(String result) {
        tokenRequests(result).increment();
    }

    /** Counts a call that was answered by 401 with a fresh token, or by 403. */
    public void refused(int status) {
        refusedCalls(Integer.toString(status)).increment();
    }

    /** Counts a file of the inbox that was processed or postponed, or that grew or changed afterwards. */
    public void file(String result) {
        files(result).increment();
    }

    /** Sets how many files wait in the inbox, and how long the oldest has waited. */
    public void waiting(int files, Duration oldest) {
        waitingFiles = files;
        oldestFileSeconds = oldest.toMillis() / 1000.0;
    }

    /** Records that the inbox cannot be read. */
    public void waitingUnknown() {
        waitingFiles = Double.NaN;
        oldestFileSeconds = Double.NaN;
    }

    /** Counts rows of files of machine states. */
    public void imported(long sent, long known, long rejected) {
        importRecords("sent").increment((double) sent);
        importRecords("known").increment((double) known);
        importRecords("rejected").increment((double) rejected);
        rejected(STATES, rejected);
    }

    /** Counts rejected rows of a file of this kind. */
    public void rejected(String kind, long rows) {
        rejectedRows(kind).increment((double) rows);
    }

    /** Counts a write of an entry of a catalogue, whether it succeeded or not. */
    public void catalogueWrite(String kind, String result) {
        catalogueWrites(kind, result).increment();
    }

    void ready(String part, BooleanSupplier up) {
        gauge(
                registry,
                "ditio.ready",
                "1 if this part of the program is ready, else 0",
                null,
                Tags.of("part", part),
                () -> up.getAsBoolean() ? 1 : 0);
    }

    private Counter retries(String cause) {
        return Counter.builder("ditio.retries")
                .description("Retried calls to Ditio, by why the attempt before failed")
                .tag("cause", cause)
                .register(registry);
    }

    private Counter heldBack() {
        return Counter.builder("ditio.rate.limited")
                .baseUnit("seconds")
                .description("Time that calls waited because Ditio answered 429, or sent Retry-After")
                .register(registry);
    }

    private Counter tokenRequests(String result) {
        return Counter.builder("ditio.token.requests")
                .description("Requests for a token, by result")
                .tag("result", result)
                .register(registry);
    }

    private Counter refusedCalls(String status) {
        return Counter.builder("ditio.refused.calls")
                .description("Calls that Ditio refused: 401 with a fresh token, or 403")
                .tag("status", status)
                .register(registry);
    }

    private Counter files(String result) {
        return Counter.builder("ditio.inbox.handled.files")
                .description(
                        "Files of the inbox that were done, rejected or postponed, or that grew or changed after they were moved")
                .tag("result", result)
                .register(registry);
    }

    private Counter importRecords(String result) {
        return Counter.builder("ditio.import.records")
                .description("Rows of files of machine states, by result")
                .tag("result", result)
                .register(registry);
    }

    private Counter rejectedRows(String kind) {
        return Counter.builder("ditio.rejected.rows")
                .description("Rejected rows of files, by the kind of the file")
                .tag("kind", kind)
                .register(registry);
    }

    private Counter catalogueWrites(String kind, String result) {
        return Counter.builder("ditio.catalogue.writes")
                .description("Machines, projects and work orders written to Ditio, by result")
                .tag("kind", kind)
                .tag("result", result)
                .register(registry);
    }

    private void gauges() {
        gauge(
                registry,
                "ditio.start.time",
                "When the process started",
                "seconds",
                Tags.empty(),
                () -> ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0);
        gauge(
                registry,
                "ditio.inbox.waiting.files",
                "Files that wait in the inbox",
                null,
                Tags.empty(),
                () -> waitingFiles);
        gauge(
                registry,
                "ditio.inbox.oldest.file",
                "Time since the oldest file in the inbox was first seen there; 0 without files",
                "seconds",
                Tags.empty(),
                () -> oldestFileSeconds);
    }

    /** Registers a gauge and replaces that of earlier meters, since routes that are reloaded create their beans again. */
    static void gauge(
            MeterRegistry registry, String name, String description, String unit, Tags tags, Supplier<Number> value) {
        registry.find(name).tags(tags).meters().forEach(registry::remove);
        Gauge.builder(name, value)
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry);
    }
}
