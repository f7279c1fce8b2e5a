package no.ditioroutes.camel;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Gives the next call all its attempts. Camel counts the attempts of an exchange, not those of a call, and takes one that used
 * them up for handled: no later call would be retried, and no error handler of the routes around would act.
 */
public final class RenewRetries implements Processor {

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_COUNTER);
        exchange.getExchangeExtension().setFailureHandled(false);
        exchange.getExchangeExtension().setErrorHandlerHandled(null);
    }
}
