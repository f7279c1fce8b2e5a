package no.ditioroutes.operate;

import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.monitor.ComponentHealth;
import no.ditioroutes.monitor.HealthRegistry;

/** Shows in health how Ditio's clock and this machine's compare. A difference makes nothing unready, since it loses nothing. */
public final class ClockWatch {

    private final HealthRegistry health;
    private final ServerClock clock;

    public ClockWatch(HealthRegistry health, ServerClock clock) {
        this.health = health;
        this.clock = clock;
    }

    public void compare() {
        health.seen("clocks", ComponentHealth.up(clock.comparison()));
    }
}
