package no.ditioroutes.boot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import no.ditioroutes.SecretMasker;
import org.slf4j.Marker;

/** Silences loggers that print every header and byte of a call, regardless of the configured level. */
public final class PinnedLoggers extends TurboFilter {

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        return !level.isGreaterOrEqual(Level.INFO) && SecretMasker.LOGS_OF_CALLS.contains(logger.getName())
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
