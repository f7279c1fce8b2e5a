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
 * What the program counts, for Prometheus to read. Labels have few values, known beforehand: no ids, no paths, no
 * messages. What an alert goes by is there from the start, so that its first rise is seen.
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

    /** Meters that nobody reads. */
    public static Meters none() {
        return new Meters(new CompositeMeterRegistry());
    }

    /** Those of a stream. */
    public StreamMeters stream(String name) {
        return streams.computeIfAbsent(name, stream -> new StreamMeters(registry, stream));
    }

    /** A call is made again. */
    public void retried(String cause) {
        retries(cause).increment();
    }

    /** Ditio asked to be left alone for a while. */
    public void heldBack(Duration pause) {
        heldBack().increment(pause.toMillis() / 1000.0);
    }

    /** A token was asked for, and given, refused or, where nobody can tell, failed. */
    public void tokenRequested(String result) {
        tokenRequests(result).increment();
    }

    /** A call was answered by 401 with a fresh token, or by 403. */
    public void refused(int status) {
        refusedCalls(Integer.toString(status)).increment();
    }

    /** Counts a file of the inbox that was dealt with or postponed, or that grew or changed afterwards. */
    public void file(String result) {
        files(result).increment();
    }

    /** What lies in the inbox and waits. */
    public void waiting(int files, Duration oldest) {
        waitingFiles = files;
        oldestFileSeconds = oldest.toMillis() / 1000.0;
    }

    /** The inbox cannot be looked into. */
    public void waitingUnknown() {
        waitingFiles = Double.NaN;
        oldestFileSeconds = Double.NaN;
    }

    /** Rows of files of machine states. */
    public void imported(long sent, long known, long rejected) {
        importRecords("sent").increment((double) sent);
        importRecords("known").increment((double) known);
        importRecords("rejected").increment((double) rejected);
        rejected(STATES, rejected);
    }

    /** Rows of a file of this kind were set aside, to be mended and given again. */
    public void rejected(String kind, long rows) {
        rejectedRows(kind).increment((double) rows);
    }

    /** An entry of a catalogue was written to Ditio, or was to be. */
    public void catalogueWrite(String kind, String result) {
        catalogueWrites(kind, result).increment();
    }

    void ready(String part, BooleanSupplier up) {
        gauge(
                registry,
                "ditio.ready",
                "1 where this part of the program is ready, else 0",
                null,
                Tags.of("part", part),
                () -> up.getAsBoolean() ? 1 : 0);
    }

    private Counter retries(String cause) {
        return Counter.builder("ditio.retries")
                .description("Calls of Ditio that were made again, by why the try before came to nothing")
                .tag("cause", cause)
                .register(registry);
    }

    private Counter heldBack() {
        return Counter.builder("ditio.rate.limited")
                .baseUnit("seconds")
                .description("Time that calls waited because Ditio answered 429, or said when to come back")
                .register(registry);
    }

    private Counter tokenRequests(String result) {
        return Counter.builder("ditio.token.requests")
                .description("Requests for a token")
                .tag("result", result)
                .register(registry);
    }

    private Counter refusedCalls(String status) {
        return Counter.builder("ditio.refused.calls")
                .description("Calls that Ditio does not allow: 401 with a fresh token, or 403")
                .tag("status", status)
                .register(registry);
    }

    private Counter files(String result) {
        return Counter.builder("ditio.inbox.handled.files")
                .description(
                        "Files of the inbox that were done, rejected whole, postponed, or that grew or changed after they were moved")
                .tag("result", result)
                .register(registry);
    }

    private Counter importRecords(String result) {
        return Counter.builder("ditio.import.records")
                .description("Rows of files of machine states, by what became of them")
                .tag("result", result)
                .register(registry);
    }

    private Counter rejectedRows(String kind) {
        return Counter.builder("ditio.rejected.rows")
                .description("Rows of files that were set aside, by what the file is about")
                .tag("kind", kind)
                .register(registry);
    }

    private Counter catalogueWrites(String kind, String result) {
        return Counter.builder("ditio.catalogue.writes")
                .description("Machines, projects and work orders written to Ditio, by what became of it")
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
                "Files that lie in the inbox",
                null,
                Tags.empty(),
                () -> waitingFiles);
        gauge(
                registry,
                "ditio.inbox.oldest.file",
                "How long the file that has been in the inbox longest was seen there; 0 without files",
                "seconds",
                Tags.empty(),
                () -> oldestFileSeconds);
    }

    /** Takes the place of the same gauge of earlier meters: a file of routes that is read again makes its beans again. */
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
