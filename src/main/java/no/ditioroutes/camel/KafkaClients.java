package no.ditioroutes.camel;

import java.util.Properties;
import no.ditioroutes.kafka.Security;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Makes the clients of {@code kafka:} endpoints in routes, which reach Kafka the way the publisher does. */
public final class KafkaClients extends DefaultKafkaClientFactory {

    private final Security security;

    public KafkaClients(Security security) {
        this.security = security;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Camel has it
    public Producer getProducer(Properties settings) {
        settings.putAll(security.get());
        return super.getProducer(settings);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Consumer getConsumer(Properties settings) {
        settings.putAll(security.get());
        return super.getConsumer(settings);
    }
}
