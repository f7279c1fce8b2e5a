package no.ditioroutes.camel;

import no.ditioroutes.Failure;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/** Whether a call may be repeated: what is said in words to the user has been judged already, whatever caused it. */
public final class IsWorthAnotherTry implements Predicate {

    @Override
    public boolean matches(Exchange exchange) {
        return !(Causes.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)) instanceof Failure);
    }
}
