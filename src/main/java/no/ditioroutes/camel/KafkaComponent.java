package no.ditioroutes.camel;

import java.util.List;
import java.util.Map;
import no.ditioroutes.store.Target;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * {@code ditio-kafka:upsert} and {@code ditio-kafka:delete}: take the record at hand for a topic. It is published with all
 * the others of its page, by {@code ditio-run:commit}, unless it also goes to a table that has it already.
 *
 * <p>Option {@code topic}, where it is not {@code ditio.STREAM}.
 */
public final class KafkaComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String operation, Map<String, Object> parameters) {
        boolean delete = SinkStep.isDelete(uri, operation);
        StepEndpoint.checkOptions(uri, parameters, List.of("topic"));
        String topic = getAndRemoveParameter(parameters, "topic", String.class);
        return new SinkEndpoint(uri, this, Target.Kind.TOPIC, topic, exchange -> {
            var run = RunComponent.run(exchange);
            run.block().toTopic(topic == null ? run.topic() : topic, SinkStep.record(uri, exchange), delete);
        });
    }
}
