package no.ditioroutes.monitor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was seen of the parts of the program when each was looked at last. To ask it waits for nothing: the looking is
 * done by others, and a part that nobody looked at for long counts as down.
 */
public final class Health {

    public static final String DATABASE = "database";
    public static final String KAFKA = "kafka";
    public static final String INBOX = "inbox";
    public static final String ROUTES = "routes";

    /** Of one at a broker that is gone. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);

    /** Periods in which each part is looked at once at least. */
    private static final int PERIODS = 3;

    /** What there is whether it was seen or not. */
    private static final List<String> ALWAYS = List.of(DATABASE, KAFKA, INBOX);

    private final Meters meters;
    private final Duration stale;
    private final Map<String, Seen> parts = new ConcurrentHashMap<>();
    private final Map<String, Supplier<HealthPart>> always = new ConcurrentHashMap<>();

    private record Seen(HealthPart part, long atNanos) {

        HealthPart now(Duration stale) {
            Duration age = Duration.ofNanos(System.nanoTime() - atNanos);
            return age.compareTo(stale) < 0
                    ? part
                    : HealthPart.down("Not looked at for " + age.toSeconds() + " s; then: " + part.detail());
        }
    }

    /** @param everyMillis how often each part is looked at */
    public Health(Meters meters, long everyMillis) {
        this.meters = meters;
        this.stale = Duration.ofMillis(PERIODS * everyMillis).plus(LONGEST_LOOK);
    }

    /** Whether the process lives: it does, as long as it can answer this. */
    public HealthReport liveness() {
        return HealthReport.of(Map.of("process", HealthPart.up("It answers")));
    }

    /** Whether the program can do its work. */
    public HealthReport readiness() {
        Map<String, HealthPart> now = new TreeMap<>();
        parts.forEach((name, seen) -> now.put(name, seen.now(stale)));
        always.forEach((name, part) -> now.put(name, part.get()));
        ALWAYS.forEach(name -> now.putIfAbsent(name, HealthPart.down("Not looked at yet")));
        return HealthReport.of(now);
    }

    /** Adds a part that always knows how it is, at once and without waiting for anything. */
    public void always(String name, Supplier<HealthPart> part) {
        always.put(name, part);
        meters.ready(name, () -> part.get().ok());
    }

    /** Notes how a part is; answers how it was before, if anything was known. */
    public Optional<HealthPart> seen(String name, HealthPart part) {
        Seen before = parts.put(name, new Seen(part, System.nanoTime()));
        if (before == null) {
            meters.ready(name, () -> parts.get(name).now(stale).ok());
        }
        return Optional.ofNullable(before).map(Seen::part);
    }

    /** Whether a part was up when it was looked at last. */
    public boolean isUp(String name) {
        Seen seen = parts.get(name);
        return seen != null && seen.now(stale).ok();
    }
}
