package no.ditioroutes.camel;

import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * Whether a call may be repeated: there was no answer, or one of trouble that passes. A certificate that is not trusted
 * stays so, and what is said in words to the user has been judged already.
 */
public final class IsWorthAnotherTry implements Predicate {

    @Override
    public boolean matches(Exchange exchange) {
        Throwable cause = Causes.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        return cause instanceof IOException
                && !(cause instanceof SSLHandshakeException)
                && !(cause instanceof SSLPeerUnverifiedException);
    }
}
