package no.ditioroutes.camel;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** An endpoint that is a step of a route and nothing else: it takes an exchange, and none ever comes from it. */
abstract class StepEndpoint extends DefaultEndpoint {

    StepEndpoint(String uri, Component component) {
        super(uri, component);
    }

    /** What the step does with an exchange. */
    abstract void step(Exchange exchange) throws Exception;

    static StepEndpoint of(String uri, Component component, Processor step) {
        return new StepEndpoint(uri, component) {
            @Override
            void step(Exchange exchange) throws Exception {
                step.process(exchange);
            }
        };
    }

    @Override
    public final Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                step(exchange);
            }
        };
    }

    @Override
    public final Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(getEndpointUri() + " is a step of a route, it starts none");
    }
}
