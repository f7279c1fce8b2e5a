package no.ditioroutes.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import no.ditioroutes.PemCertificates;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.UserFacingException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * Validates how Kafka is reached: in plaintext or by TLS, and with which login. Settings that are incomplete or would
 * not be used are rejected.
 *
 * <p>It supplies the settings of a Kafka client; the password and the key are read again for each client.
 */
public final class KafkaSecurity implements Supplier<Map<String, String>> {

    private static final Set<String> PROTOCOLS = Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final Map<String, String> LOGINS = Map.of(
            "PLAIN",
            "org.apache.kafka.common.security.plain.PlainLoginModule",
            "SCRAM-SHA-256",
            SCRAM,
            "SCRAM-SHA-512",
            SCRAM);

    private final String brokers;
    private final String protocol;
    private final String caFile;
    private final String certificateFile;
    private final String keyFile;
    private final String mechanism;
    private final String username;
    private final SecretSetting password;

    /**
     * Creates the settings, each of which may be empty; without any the connection is in plaintext.
     *
     * @throws UserFacingException if the settings do not fit together
     */
    public KafkaSecurity(
            String brokers,
            String protocol,
            String caFile,
            String certificateFile,
            String keyFile,
            String mechanism,
            String username,
            SecretSetting password) {
        this.brokers = brokers.strip();
        this.protocol = protocol.isBlank() ? "PLAINTEXT" : protocol.strip().toUpperCase(Locale.ROOT);
        this.caFile = caFile.strip();
        this.certificateFile = certificateFile.strip();
        this.keyFile = keyFile.strip();
        this.mechanism = mechanism.strip().toUpperCase(Locale.ROOT);
        this.username = username.strip();
        this.password = password;
        expectOneOf(PROTOCOLS, "KAFKA_SECURITY_PROTOCOL", this.protocol);
        checkTls();
        checkLogin();
        if (this.brokers.isEmpty() && !this.protocol.equals("PLAINTEXT")) {
            throw failure("KAFKA_SECURITY_PROTOCOL is " + this.protocol
                    + ", but KAFKA_BROKERS is not set: set it, or unset all settings of Kafka");
        }
    }

    /** Returns the brokers that these settings are for. */
    public String brokers() {
        return brokers;
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
            settings.put(SaslConfigs.SASL_JAAS_CONFIG, login());
        }
        return settings;
    }

    private String login() {
        return "%s required username=\"%s\" password=\"%s\";"
                .formatted(LOGINS.get(mechanism), quoted(username), quoted(password.value()));
    }

    private void checkTls() {
        if (!protocol.endsWith("SSL")) {
            expectUnset("KAFKA_CA_FILE", !caFile.isEmpty());
            expectUnset("KAFKA_CERTIFICATE_FILE", !certificateFile.isEmpty());
            expectUnset("KAFKA_KEY_FILE", !keyFile.isEmpty());
        }
        if (!caFile.isEmpty()) {
            PemCertificates.in("KAFKA_CA_FILE", caFile);
        }
        if (!certificateFile.isEmpty()) {
            expectSet("KAFKA_KEY_FILE", !keyFile.isEmpty(), "KAFKA_CERTIFICATE_FILE is set");
            PemCertificates.in("KAFKA_CERTIFICATE_FILE", certificateFile);
        }
        if (!keyFile.isEmpty()) {
            expectSet("KAFKA_CERTIFICATE_FILE", !certificateFile.isEmpty(), "KAFKA_KEY_FILE is set");
            text("KAFKA_KEY_FILE", keyFile);
        }
    }

    private void checkLogin() {
        if (hasLogin()) {
            String asked = "KAFKA_SECURITY_PROTOCOL is " + protocol;
            expectSet("KAFKA_SASL_MECHANISM", !mechanism.isEmpty(), asked);
            expectOneOf(LOGINS.keySet(), "KAFKA_SASL_MECHANISM", mechanism);
            expectSet("KAFKA_USERNAME", !username.isEmpty(), asked);
            expectSet("KAFKA_PASSWORD (or KAFKA_PASSWORD_FILE)", password.isSet(), asked);
        } else {
            expectUnset("KAFKA_SASL_MECHANISM", !mechanism.isEmpty());
            expectUnset("KAFKA_USERNAME", !username.isEmpty());
            expectUnset("KAFKA_PASSWORD", password.isSet());
        }
    }

    private boolean hasLogin() {
        return protocol.startsWith("SASL");
    }

    private static void expectOneOf(Set<String> words, String setting, String found) {
        if (!words.contains(found)) {
            throw failure(setting + " is " + found + ", expected one of " + String.join(", ", new TreeSet<>(words)));
        }
    }

    private static void expectSet(String setting, boolean isSet, String reason) {
        if (!isSet) {
            throw failure(reason + ", but " + setting + " is not set: set it");
        }
    }

    private void expectUnset(String setting, boolean isSet) {
        if (isSet) {
            throw failure(setting + " is set, but not used with KAFKA_SECURITY_PROTOCOL=" + protocol);
        }
    }

    private static String text(String setting, String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS, setting + " names " + file + ", which cannot be read: " + e, e);
        }
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static UserFacingException failure(String message) {
        return new UserFacingException(UserFacingException.Kind.SETTINGS, message);
    }
}
