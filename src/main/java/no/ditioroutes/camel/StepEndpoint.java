package no.ditioroutes.camel;

import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import no.ditioroutes.routes.UnknownOptionException;
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

    /**
     * Refuses an option that the endpoint does not have.
     *
     * @throws UnknownOptionException with the option that was probably meant
     */
    static void checkOptions(String uri, Map<String, Object> parameters, Collection<String> known) {
        for (String option : new TreeSet<>(parameters.keySet())) {
            if (!known.contains(option)) {
                String endpoint = uri.replaceFirst("://", ":").replaceFirst("\\?.*", "");
                throw new UnknownOptionException(endpoint, option, known);
            }
        }
    }

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
