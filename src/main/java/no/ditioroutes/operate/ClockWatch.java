package no.ditioroutes.operate;

import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.monitor.ComponentHealth;
import no.ditioroutes.monitor.HealthRegistry;

/**
 * Reports in health how Ditio's clock and the local clock differ. A difference never affects readiness, since no data
 * is lost.
 */
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
