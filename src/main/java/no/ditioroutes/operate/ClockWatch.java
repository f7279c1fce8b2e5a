package no.ditioroutes.operate;

import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.monitor.Health;
import no.ditioroutes.monitor.HealthPart;

/** Shows in health how Ditio's clock and this machine's compare. A difference makes nothing unready, since it loses nothing. */
public final class ClockWatch {

    private final Health health;
    private final ServerClock clock;

    public ClockWatch(Health health, ServerClock clock) {
        this.health = health;
        this.clock = clock;
    }

    public void compare() {
        health.seen("clocks", HealthPart.up(clock.comparison()));
    }
}
