package no.ditioroutes.camel;

import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import no.ditioroutes.Exceptions;
import no.ditioroutes.ditio.PageRequest;
import no.ditioroutes.ditio.PageTooLargeException;
import no.ditioroutes.ditio.ResponseTimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * Returns whether a call may be retried: it got no answer or a transient error. An untrusted certificate and an error
 * that is already reported to the user are not retried. A page that is too large or timed out is not requested again
 * unchanged; any other call that timed out is retried at most three times, since each attempt may take minutes.
 */
public final class IsRetryable implements Predicate {

    private static final int RETRIES_AFTER_TIMEOUTS = 3;

    @Override
    public boolean matches(Exchange exchange) {
        Throwable cause = Causes.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        return cause instanceof IOException
                && !(cause instanceof SSLHandshakeException)
                && !(cause instanceof SSLPeerUnverifiedException)
                && !(cause instanceof PageTooLargeException)
                && !(Exceptions.of(ResponseTimeoutException.class, cause).isPresent() && isEnough(exchange));
    }

    private static boolean isEnough(Exchange exchange) {
        int retries = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
        boolean page = exchange.getVariable("request") instanceof PageRequest;
        return page || retries >= RETRIES_AFTER_TIMEOUTS;
    }
}
