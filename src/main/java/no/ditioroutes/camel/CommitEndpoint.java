package no.ditioroutes.camel;

import org.apache.camel.Exchange;

/**
 * {@code ditio-stream:commit} publishes and stores the records of the current page that the sinks staged, and moves the
 * cursor past it, in one transaction. It has no options.
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
