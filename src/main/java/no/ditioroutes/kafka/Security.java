package no.ditioroutes.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import no.ditioroutes.Certificates;
import no.ditioroutes.Failure;
import no.ditioroutes.Secret;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * How Kafka is reached: in the open or by TLS, and as whom. What is set in part, or would not be used, is refused.
 *
 * <p>Answers Kafka's own settings for a client; passwords and keys in files are read anew for each.
 */
public final class Security implements Supplier<Map<String, String>> {

    private static final Set<String> PROTOCOLS = Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final Map<String, String> LOGIN = Map.of(
            "PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule",
            "SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule",
            "SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

    private final String protocol;
    private final String caFile;
    private final String certificateFile;
    private final String keyFile;
    private final String mechanism;
    private final String username;
    private final Secret password;

    /**
     * Each may be empty; without any Kafka is reached in the open.
     *
     * @throws Failure where what is set does not fit together
     */
    public Security(
            String protocol,
            String caFile,
            String certificateFile,
            String keyFile,
            String mechanism,
            String username,
            Secret password) {
        this.protocol = protocol.isBlank() ? "PLAINTEXT" : protocol.strip().toUpperCase(Locale.ROOT);
        this.caFile = caFile.strip();
        this.certificateFile = certificateFile.strip();
        this.keyFile = keyFile.strip();
        this.mechanism = mechanism.strip().toUpperCase(Locale.ROOT);
        this.username = username.strip();
        this.password = password;
        check();
    }

    @Override
    public Map<String, String> get() {
        Map<String, String> settings = new HashMap<>();
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
        if (!caFile.isEmpty()) {
            settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            settings.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, caFile);
        }
        if (!certificateFile.isEmpty()) {
            settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            settings.put(
                    SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, text("KAFKA_CERTIFICATE_FILE", certificateFile));
            settings.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, text("KAFKA_KEY_FILE", keyFile));
        }
        if (hasLogin()) {
            settings.put(SaslConfigs.SASL_MECHANISM, mechanism);
            settings.put(
                    SaslConfigs.SASL_JAAS_CONFIG,
                    "%s required username=\"%s\" password=\"%s\";"
                            .formatted(LOGIN.get(mechanism), quoted(username), quoted(password.value())));
        }
        return settings;
    }

    private void check() {
        refuse(!PROTOCOLS.contains(protocol), "is " + protocol + ", expected one of " + oneOf(PROTOCOLS));
        if (!protocol.endsWith("SSL")) {
            unused("KAFKA_CA_FILE", caFile, "SSL or SASL_SSL");
            unused("KAFKA_CERTIFICATE_FILE", certificateFile, "SSL or SASL_SSL");
            unused("KAFKA_KEY_FILE", keyFile, "SSL or SASL_SSL");
        }
        checkFiles();
        if (hasLogin()) {
            checkLogin();
        } else {
            unused("KAFKA_SASL_MECHANISM", mechanism, "SASL_SSL");
            unused("KAFKA_USERNAME", username, "SASL_SSL");
            unused("KAFKA_PASSWORD", password.isSet() ? "set" : "", "SASL_SSL");
        }
    }

    private void checkFiles() {
        if (!caFile.isEmpty()) {
            Certificates.in("KAFKA_CA_FILE", caFile);
        }
        missing(certificateFile.isEmpty() && !keyFile.isEmpty(), "KAFKA_KEY_FILE", "KAFKA_CERTIFICATE_FILE");
        missing(!certificateFile.isEmpty() && keyFile.isEmpty(), "KAFKA_CERTIFICATE_FILE", "KAFKA_KEY_FILE");
        if (!certificateFile.isEmpty()) {
            Certificates.in("KAFKA_CERTIFICATE_FILE", certificateFile);
            text("KAFKA_KEY_FILE", keyFile);
        }
    }

    private void checkLogin() {
        String set = "KAFKA_SECURITY_PROTOCOL=" + protocol;
        missing(mechanism.isEmpty(), set, "KAFKA_SASL_MECHANISM, one of " + oneOf(LOGIN.keySet()));
        missing(username.isEmpty(), set, "KAFKA_USERNAME");
        missing(!password.isSet(), set, "KAFKA_PASSWORD or KAFKA_PASSWORD_FILE");
        if (!LOGIN.containsKey(mechanism)) {
            throw failure("KAFKA_SASL_MECHANISM is " + mechanism + ", expected one of " + oneOf(LOGIN.keySet()));
        }
        password.value();
    }

    private boolean hasLogin() {
        return protocol.startsWith("SASL");
    }

    private void unused(String setting, String value, String protocols) {
        refuse(!value.isEmpty(), "is " + protocol + ", with which " + setting + " is not used: expected " + protocols);
    }

    private static void refuse(boolean wrong, String what) {
        if (wrong) {
            throw failure("KAFKA_SECURITY_PROTOCOL " + what);
        }
    }

    private static void missing(boolean wrong, String set, String lacking) {
        if (wrong) {
            throw failure(set + " is set, but not " + lacking);
        }
    }

    private static String text(String setting, String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new Failure(Failure.Kind.SETTINGS, setting + " names " + file + ", which cannot be read: " + e, e);
        }
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String oneOf(Set<String> words) {
        return String.join(", ", List.copyOf(words).stream().sorted().toList());
    }

    private static Failure failure(String message) {
        return new Failure(Failure.Kind.SETTINGS, message);
    }
}
