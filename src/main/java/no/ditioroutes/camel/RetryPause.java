package no.ditioroutes.camel;

import java.time.Duration;
import no.ditioroutes.ditio.Unavailable;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the next try wait as long as the server asked for in {@code Retry-After}, up to a limit; where it did not ask,
 * the route's own growing pause applies.
 */
public final class RetryPause implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(RetryPause.class);

    private final long longestMillis;

    public RetryPause(long longestMillis) {
        this.longestMillis = longestMillis;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable cause = Causes.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        // What Ditio answered names the call itself.
        Object call = cause instanceof Unavailable ? "" : exchange.getVariable("call") + ": ";
        LOG.warn("Try failed: {}{}", call, cause.getMessage());
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        if (cause instanceof Unavailable unavailable) {
            unavailable.retryAfter().ifPresent(asked -> exchange.getMessage()
                    .setHeader(Exchange.REDELIVERY_DELAY, limited(asked)));
        }
    }

    private long limited(Duration asked) {
        return Math.min(asked.toMillis(), longestMillis);
    }
}
