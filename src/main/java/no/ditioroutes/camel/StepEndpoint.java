package no.ditioroutes.camel;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import no.ditioroutes.SpellingSuggestion;
import no.ditioroutes.routes.UnknownOptionException;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** An endpoint that is only a step of a route: it processes exchanges and is never a source of them. */
abstract class StepEndpoint extends DefaultEndpoint {

    StepEndpoint(String uri, Component component) {
        super(uri, component);
    }

    /** Processes an exchange. */
    abstract void step(Exchange exchange) throws Exception;

    /**
     * Rejects an option that the endpoint has no setter for.
     *
     * @throws UnknownOptionException with the option that was probably meant
     */
    final void checkOptions(Map<String, Object> parameters) {
        List<String> known = options();
        for (String option : new TreeSet<>(parameters.keySet())) {
            if (!known.contains(option)) {
                throw new UnknownOptionException(step(), option, known);
            }
        }
    }

    private List<String> options() {
        return Stream.of(getClass().getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> name.startsWith("set"))
                .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                .sorted()
                .toList();
    }

    /** Returns the step as it is written in a route, such as {@code ditio-stream:open}. */
    final String step() {
        return getEndpointUri().replaceFirst("://", ":").replaceFirst("\\?.*", "");
    }

    /** Returns the error for a step that a component does not have, with the one that was probably meant. */
    static IllegalArgumentException unknownStep(String scheme, String step, List<String> known) {
        return new IllegalArgumentException(scheme + " has no step " + step
                + SpellingSuggestion.of(step, known)
                        .map(meant -> "; did you mean " + meant + "?")
                        .orElse(".")
                + " It has " + String.join(", ", known));
    }

    /** Rejects a route that omits an option. */
    final void require(String value, String option) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(step() + ": the option " + option + " is missing");
        }
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
