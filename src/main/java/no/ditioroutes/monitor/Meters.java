package no.ditioroutes.monitor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * What the program counts, for Prometheus to read. Labels have few values, known beforehand: no ids, no paths, no messages.
 */
public final class Meters {

    private final MeterRegistry registry;
    private final Map<String, StreamMeters> streams = new ConcurrentHashMap<>();

    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Meters that nobody reads. */
    public static Meters none() {
        return new Meters(new CompositeMeterRegistry());
    }

    /** Those of a stream. */
    public StreamMeters stream(String name) {
        return streams.computeIfAbsent(name, stream -> new StreamMeters(registry, stream));
    }

    void ready(String part, BooleanSupplier up) {
        Gauge.builder("ditio.ready", () -> up.getAsBoolean() ? 1 : 0)
                .description("1 where this part of the program is ready, else 0")
                .tag("part", part)
                .register(registry);
    }
}
