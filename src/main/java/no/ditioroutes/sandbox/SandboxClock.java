package no.ditioroutes.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The server's clock: real time plus an offset, or frozen. Modification times, token lifetimes and the {@code Date}
 * header all follow it, as they follow one clock at the vendor.
 */
public final class SandboxClock extends Clock {

    private final Clock real = Clock.systemUTC();
    private volatile Duration offset = Duration.ZERO;
    private volatile Instant frozen = Instant.MIN;

    /** Sets the clock ahead of real time by this duration, or behind if negative. */
    public void skew(Duration ahead) {
        this.offset = ahead;
    }

    /** Advances the clock by this duration, whether it is frozen or not. */
    public synchronized void advance(Duration by) {
        if (isFrozen()) {
            frozen = frozen.plus(by);
        } else {
            offset = offset.plus(by);
        }
    }

    /** Freezes the clock at this instant. */
    public void freeze(Instant at) {
        this.frozen = at;
    }

    /** Follows real time again, without offset. */
    public void reset() {
        frozen = Instant.MIN;
        offset = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        Instant still = frozen;
        return still.equals(Instant.MIN) ? real.instant().plus(offset) : still;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("The sandbox's clock is always in UTC");
    }

    private boolean isFrozen() {
        return !frozen.equals(Instant.MIN);
    }
}
