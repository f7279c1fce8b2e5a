package no.ditioroutes.monitor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Holds the health of the program's parts at their last check. Reading it never blocks: others do the checks, and a
 * part that was not checked for long counts as down.
 */
public final class HealthRegistry {

    public static final String DATABASE = "database";
    public static final String KAFKA = "kafka";
    public static final String INBOX = "inbox";
    public static final String ROUTES = "routes";

    /** Limits how long a check may take if the broker is unreachable. */
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(30);

    /** Each part is checked at least once in so many periods. */
    private static final int PERIODS = 3;

    /** These parts are reported even if they were never checked. */
    private static final List<String> EXPECTED = List.of(DATABASE, KAFKA, INBOX);

    private final Meters meters;
    private final Duration stale;
    private final Map<String, Checked> parts = new ConcurrentHashMap<>();
    private final Map<String, Supplier<ComponentHealth>> always = new ConcurrentHashMap<>();

    private record Checked(ComponentHealth part, long atNanos) {

        ComponentHealth now(Duration stale) {
            Duration age = Duration.ofNanos(System.nanoTime() - atNanos);
            return age.compareTo(stale) < 0
                    ? part
                    : ComponentHealth.down("Not checked for " + age.toSeconds() + " s; last result: " + part.detail());
        }
    }

    /** @param everyMillis the interval in which each part is checked */
    public HealthRegistry(Meters meters, long everyMillis) {
        this.meters = meters;
        this.stale = Duration.ofMillis(PERIODS * everyMillis).plus(LONGEST_CHECK);
    }

    /** Returns whether the process is alive, which it is as long as it can respond. */
    public HealthReport liveness() {
        return HealthReport.of(Map.of("process", ComponentHealth.up("The process responds")));
    }

    /** Returns whether the program can do its work. */
    public HealthReport readiness() {
        Map<String, ComponentHealth> now = new TreeMap<>();
        parts.forEach((name, seen) -> now.put(name, seen.now(stale)));
        always.forEach((name, part) -> now.put(name, part.get()));
        EXPECTED.forEach(name -> now.putIfAbsent(name, ComponentHealth.down("Not checked yet")));
        return HealthReport.of(now);
    }

    /** Adds a part whose health is known at any time without blocking. */
    public void always(String name, Supplier<ComponentHealth> part) {
        always.put(name, part);
        meters.ready(name, () -> part.get().ok());
    }

    /** Records the health of a part, and returns the one before, if any is known. */
    public Optional<ComponentHealth> seen(String name, ComponentHealth part) {
        Checked before = parts.put(name, new Checked(part, System.nanoTime()));
        if (before == null) {
            meters.ready(name, () -> parts.get(name).now(stale).ok());
        }
        return Optional.ofNullable(before).map(Checked::part);
    }

    /** Returns whether a part was up when it was last checked. */
    public boolean isUp(String name) {
        Checked seen = parts.get(name);
        return seen != null && seen.now(stale).ok();
    }
}
