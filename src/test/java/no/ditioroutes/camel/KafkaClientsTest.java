package no.ditioroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.kafka.KafkaSecurity;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Whom a {@code kafka:} endpoint of a route tells the user and password of the settings. */
class KafkaClientsTest {

    private static final String BROKERS = "127.0.0.1:1,127.0.0.1:2";

    private final KafkaClients clients = new KafkaClients(new KafkaSecurity(
            BROKERS,
            "SASL_PLAINTEXT",
            "",
            "",
            "",
            "PLAIN",
            "ditio",
            new SecretSetting("KAFKA_PASSWORD", "kveldsmat-3", "")));

    @Test
    void areOurOwnBrokers() {
        assertThat(used(BROKERS, "PLAINTEXT")).containsKey(SaslConfigs.SASL_JAAS_CONFIG);
    }

    @Test
    void isNoOtherCluster() {
        assertThat(used("127.0.0.1:3", "PLAINTEXT"))
                .doesNotContainKey(SaslConfigs.SASL_JAAS_CONFIG)
                .containsEntry(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT");
    }

    @Test
    void areNotOurBrokersWhereTheEndpointSaysHowToReachThem() {
        assertThat(used(BROKERS, "SSL"))
                .doesNotContainKey(SaslConfigs.SASL_JAAS_CONFIG)
                .containsEntry(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
    }

    private Properties used(String brokers, String protocol) {
        Properties settings = new Properties();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
        settings.put("key.serializer", StringSerializer.class.getName());
        settings.put("value.serializer", StringSerializer.class.getName());
        clients.getProducer(settings).close();
        return settings;
    }
}
