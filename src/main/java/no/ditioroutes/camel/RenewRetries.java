package no.ditioroutes.camel;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Gives the next call all its attempts. Camel counts the attempts of an exchange, not those of a call, and considers an
 * exchange without attempts left handled: no later call would be retried, and no error handler of the outer routes
 * would run.
 */
public final class RenewRetries implements Processor {

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_COUNTER);
        exchange.getExchangeExtension().setFailureHandled(false);
        exchange.getExchangeExtension().setErrorHandlerHandled(null);
    }
}
