package no.ditioroutes.camel;

import org.apache.camel.Exchange;

/**
 * {@code ditio-stream:commit}: publishes and stores what the sinks staged of the page at hand, and moves the cursor behind it,
 * in one transaction. It has no options.
 */
public final class CommitEndpoint extends StepEndpoint {

    CommitEndpoint(String uri, StreamComponent component) {
        super(uri, component);
    }

    @Override
    void step(Exchange exchange) {
        StreamComponent.run(exchange).commit();
    }
}
