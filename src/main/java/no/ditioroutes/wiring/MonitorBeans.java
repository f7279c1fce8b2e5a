package no.ditioroutes.wiring;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;
import no.ditioroutes.ShutdownSignal;
import no.ditioroutes.monitor.HealthRegistry;
import no.ditioroutes.monitor.Meters;

/** Wires metrics, health and the shutdown signal. */
final class MonitorBeans {

    final Supplier<ShutdownSignal> stop;
    final Supplier<Meters> meters;
    final Supplier<HealthRegistry> health;

    MonitorBeans(Beans beans, SettingReader settings, PrometheusMeterRegistry registry) {
        stop = beans.add("stop", ShutdownSignal.class, ShutdownSignal::new);
        meters = beans.add("meters", Meters.class, () -> new Meters(registry));
        health = beans.add(
                "health",
                HealthRegistry.class,
                () -> new HealthRegistry(meters.get(), settings.number("watch.every-ms", 15_000)));
    }
}
