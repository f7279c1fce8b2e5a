package no.ditioroutes.wiring;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;
import no.ditioroutes.Stop;
import no.ditioroutes.monitor.Health;
import no.ditioroutes.monitor.Meters;

/** What the program reports of itself, and the signal that it is to end. */
final class MonitorBeans {

    final Supplier<Stop> stop;
    final Supplier<Meters> meters;
    final Supplier<Health> health;

    MonitorBeans(Beans beans, SettingReader settings, PrometheusMeterRegistry registry) {
        stop = beans.add("stop", Stop.class, Stop::new);
        meters = beans.add("meters", Meters.class, () -> new Meters(registry));
        health = beans.add(
                "health", Health.class, () -> new Health(meters.get(), settings.number("watch.every-ms", 15_000)));
    }
}
