package no.ditioroutes.camel;

import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/** Whether the run in the variable {@code run} has another page. */
public final class MorePages implements Predicate {

    @Override
    public boolean matches(Exchange exchange) {
        return RunComponent.run(exchange).hasNext();
    }
}
