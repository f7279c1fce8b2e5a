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
 * Whether a call may be repeated: there was no answer, or one of trouble that passes. A certificate that is not trusted
 * stays so, and what is said in words to the user has been judged already. A page that is too large or did not come in time
 * is not asked for again as it was, and any other call that was not answered in time is repeated three times at most, since each
 * attempt may last for minutes.
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
