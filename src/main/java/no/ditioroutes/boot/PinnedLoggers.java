package no.ditioroutes.boot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Set;
import org.slf4j.Marker;

/** Keeps silent what prints every header and byte of a call, whatever level somebody sets. */
public final class PinnedLoggers extends TurboFilter {

    private static final Set<String> PINNED =
            Set.of("org.apache.hc.client5.http.headers", "org.apache.hc.client5.http.wire");

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        return !level.isGreaterOrEqual(Level.INFO) && PINNED.contains(logger.getName())
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
