package no.ditioroutes.camel;

import java.time.Duration;
import java.util.Optional;
import no.ditioroutes.Exceptions;
import no.ditioroutes.ditio.UnavailableException;
import no.ditioroutes.monitor.Meters;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delays the next attempt as long as the server asked for in {@code Retry-After}, up to a limit. Without that header,
 * the exponential delay of the route applies.
 */
public final class RetryPause implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(RetryPause.class);

    private final long firstMillis;
    private final long longestMillis;
    private final Meters meters;

    public RetryPause(long firstMillis, long longestMillis, Meters meters) {
        this.firstMillis = firstMillis;
        this.longestMillis = longestMillis;
        this.meters = meters;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable cause = Causes.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        // An error answer of Ditio already names the call.
        Object call = cause instanceof UnavailableException ? "" : exchange.getVariable("call") + ": ";
        LOG.warn("Try failed: {}{}", call, cause.getMessage());
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        Optional<UnavailableException> unavailable = Exceptions.of(UnavailableException.class, cause);
        Optional<Duration> asked =
                unavailable.flatMap(UnavailableException::retryAfter).map(this::limited);
        asked.ifPresent(pause -> exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, pause.toMillis()));
        if (isTriedAgain(exchange)) {
            meters.retried(unavailable.map(UnavailableException::reason).orElse("no_answer"));
            boolean rateLimit =
                    unavailable.filter(UnavailableException::isRateLimit).isPresent();
            asked.or(() -> rateLimit ? Optional.of(growing(exchange)) : Optional.empty())
                    .ifPresent(meters::heldBack);
        }
    }

    /**
     * Returns whether another attempt follows. Camel counts an attempt before making it, and detects only then that it
     * was the last.
     */
    private static boolean isTriedAgain(Exchange exchange) {
        int most = exchange.getMessage().getHeader(Exchange.REDELIVERY_MAX_COUNTER, 0, Integer.class);
        return tries(exchange) <= most;
    }

    private static int tries(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
    }

    /** Returns the delay of the route without its random part. */
    private Duration growing(Exchange exchange) {
        return limited(Duration.ofMillis(firstMillis << (tries(exchange) - 1)));
    }

    private Duration limited(Duration asked) {
        return asked.toMillis() < longestMillis ? asked : Duration.ofMillis(longestMillis);
    }
}
