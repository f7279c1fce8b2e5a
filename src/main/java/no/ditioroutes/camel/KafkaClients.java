package no.ditioroutes.camel;

import java.util.Properties;
import no.ditioroutes.kafka.KafkaSecurity;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Makes the clients of {@code kafka:} endpoints in routes. One that goes to the program's own brokers reaches them the way
 * the publisher does, unless it says itself how; one that goes elsewhere gets no password of ours.
 */
public final class KafkaClients extends DefaultKafkaClientFactory {

    private final KafkaSecurity security;

    public KafkaClients(KafkaSecurity security) {
        this.security = security;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Camel has it
    public Producer getProducer(Properties settings) {
        return super.getProducer(secured(settings));
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Consumer getConsumer(Properties settings) {
        return super.getConsumer(secured(settings));
    }

    private Properties secured(Properties settings) {
        String brokers = settings.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "");
        // Camel's default, which it always hands on.
        String protocol = settings.getProperty(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT");
        if (brokers.strip().equals(security.brokers()) && protocol.equals("PLAINTEXT")) {
            settings.putAll(security.get());
        }
        return settings;
    }
}
