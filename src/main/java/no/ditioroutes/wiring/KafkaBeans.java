package no.ditioroutes.wiring;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.camel.KafkaClients;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.kafka.KafkaSecurity;

/** Wires the connections to Kafka. */
final class KafkaBeans {

    private static final Pattern COMMAS = Pattern.compile("\\s*,\\s*");

    final Supplier<KafkaPublisher> publisher;

    KafkaBeans(Beans beans, SettingReader settings) {
        Supplier<SecretSetting> password =
                Wiring.secret(beans, settings, "kafkaPassword", "KAFKA_PASSWORD", "kafka.password");
        Supplier<KafkaSecurity> security =
                beans.add("kafkaSecurity", KafkaSecurity.class, () -> security(settings, password));
        publisher = beans.add("publisher", KafkaPublisher.class, () -> publisher(settings, security.get()));
        // Camel finds it by its type, for every kafka: endpoint.
        beans.add("kafkaClients", KafkaClients.class, () -> new KafkaClients(security.get()));
    }

    private static KafkaSecurity security(SettingReader settings, Supplier<SecretSetting> password) {
        return new KafkaSecurity(
                settings.text("kafka.brokers"),
                settings.text("kafka.security-protocol"),
                settings.text("kafka.ca-file"),
                settings.text("kafka.certificate-file"),
                settings.text("kafka.key-file"),
                settings.text("kafka.sasl-mechanism"),
                settings.text("kafka.username"),
                password.get());
    }

    private static KafkaPublisher publisher(SettingReader settings, KafkaSecurity security) {
        Map<String, String> further = clientSettings(settings.text("kafka.client-settings"));
        return new KafkaPublisher(
                settings.text("kafka.brokers"),
                () -> {
                    Map<String, String> all = new HashMap<>(security.get());
                    all.putAll(further);
                    return all;
                },
                settings.text("kafka.transactional-id-prefix", "ditio-routes."));
    }

    private static Map<String, String> clientSettings(String text) {
        Map<String, String> settings = new HashMap<>();
        for (String each : text.isBlank() ? new String[0] : COMMAS.split(text.strip())) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw new UserFacingException(
                        UserFacingException.Kind.SETTINGS,
                        "The setting kafka.client-settings has '" + each
                                + "', expected NAME=VALUE such as max.block.ms=30000, with commas between");
            }
            settings.put(
                    each.substring(0, equals).strip(),
                    each.substring(equals + 1).strip());
        }
        return settings;
    }
}
