package no.ditioroutes.camel;

import java.util.Properties;
import no.ditioroutes.kafka.KafkaSecurity;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Creates the clients of {@code kafka:} endpoints in routes. A client of the program's own brokers connects like the
 * publisher, unless it configures its own security; a client of other brokers gets no password of the program.
 */
public final class KafkaClients extends DefaultKafkaClientFactory {

    private final KafkaSecurity security;

    public KafkaClients(KafkaSecurity security) {
        this.security = security;
    }

    @Override
    @SuppressWarnings("rawtypes") // as in Camel
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
        // The default of Camel, which it always passes on.
        String protocol = settings.getProperty(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT");
        if (brokers.strip().equals(security.brokers()) && protocol.equals("PLAINTEXT")) {
            settings.putAll(security.get());
        }
        return settings;
    }
}
