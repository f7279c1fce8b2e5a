package no.ditioroutes.camel;

import no.ditioroutes.store.Target;
import no.ditioroutes.stream.StreamSettings;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step that takes records for a topic or a table. */
final class SinkEndpoint extends StepEndpoint {

    private final Target.Kind kind;
    private final String nameOrNull;
    private final Processor step;

    SinkEndpoint(String uri, Component component, Target.Kind kind, String nameOrNull, Processor step) {
        super(uri, component);
        this.kind = kind;
        this.nameOrNull = nameOrNull;
        this.step = step;
    }

    /** Returns where the records of a stream go; where the step does not say, that is the stream's own. */
    Target target(StreamSettings stream) {
        if (nameOrNull != null) {
            return new Target(kind, nameOrNull);
        }
        return kind == Target.Kind.TOPIC ? Target.topic(stream.topic()) : Target.table(stream.table());
    }

    @Override
    void step(Exchange exchange) throws Exception {
        step.process(exchange);
    }
}
