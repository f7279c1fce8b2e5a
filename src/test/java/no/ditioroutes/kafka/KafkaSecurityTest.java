package no.ditioroutes.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.UUID;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.PublishedTopic;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.SelfSignedCertificate;
import no.ditioroutes.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Publishes by TLS and with a password, to a broker that requires both. */
class KafkaSecurityTest {

    private static final String CERTIFICATE =
            SelfSignedCertificate.shared().certificate().toString();
    private static final String BROKERS = KafkaBroker.shared().secureBrokers();
    private static final String KEY = SelfSignedCertificate.shared().key().toString();

    private final KafkaBroker broker = KafkaBroker.shared();
    private final String topic = "ditio.secure-" + UUID.randomUUID();

    @Test
    void publishesByTlsAsAUserWithACertificate() {
        publish(new KafkaSecurity(
                BROKERS,
                "sasl_ssl",
                CERTIFICATE,
                CERTIFICATE,
                KEY,
                "plain",
                KafkaBroker.USER,
                secret(KafkaBroker.PASSWORD)));

        assertThat(PublishedTopic.read(broker.brokers(), topic).lastPerKey()).containsEntry("1", "{}");
    }

    @Test
    void reportsACertificateThatIsNotTrusted() {
        UserFacingException failure = failure(() -> publish(new KafkaSecurity(
                BROKERS, "SASL_SSL", "", "", "", "PLAIN", KafkaBroker.USER, secret(KafkaBroker.PASSWORD))));

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SINK);
        assertThat(failure).hasMessageContaining("SSL handshake failed").hasMessageContaining("KAFKA_CA_FILE");
    }

    @Test
    void reportsAWrongPasswordWithoutShowingIt() {
        UserFacingException failure = failure(() -> publish(new KafkaSecurity(
                BROKERS, "SASL_SSL", CERTIFICATE, "", "", "PLAIN", KafkaBroker.USER, secret("feil-passord"))));

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SINK);
        assertThat(failure).hasMessageContaining("KAFKA_PASSWORD").hasMessageNotContaining("feil-passord");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            nullValues = "-",
            textBlock =
                    """
            TLS            | ''   | ''   | ''  | ''            | ''   | ''  | KAFKA_SECURITY_PROTOCOL is TLS, expected one of PLAINTEXT, SASL_PLAINTEXT, SASL_SSL, SSL
            ''             | cert | ''   | ''  | ''            | ''   | ''  | KAFKA_CA_FILE is set, but not used with KAFKA_SECURITY_PROTOCOL=PLAINTEXT
            SASL_PLAINTEXT | ''   | cert | key | PLAIN         | me   | pw  | KAFKA_CERTIFICATE_FILE is set, but not used with KAFKA_SECURITY_PROTOCOL=SASL_PLAINTEXT
            SSL            | ''   | cert | ''  | ''            | ''   | ''  | KAFKA_CERTIFICATE_FILE is set, but KAFKA_KEY_FILE is not set
            SSL            | ''   | ''   | key | ''            | ''   | ''  | KAFKA_KEY_FILE is set, but KAFKA_CERTIFICATE_FILE is not set
            SSL            | ''   | ''   | ''  | ''            | me   | pw  | KAFKA_USERNAME is set, but not used with KAFKA_SECURITY_PROTOCOL=SSL
            SSL            | none | ''   | ''  | ''            | ''   | ''  | KAFKA_CA_FILE names none, which cannot be read
            SSL            | key  | ''   | ''  | ''            | ''   | ''  | which holds no certificate
            SASL_SSL       | ''   | ''   | ''  | ''            | me   | pw  | but KAFKA_SASL_MECHANISM is not set
            SASL_SSL       | ''   | ''   | ''  | PLAIN         | ''   | pw  | but KAFKA_USERNAME is not set
            SASL_SSL       | ''   | ''   | ''  | PLAIN         | me   | ''  | but KAFKA_PASSWORD (or KAFKA_PASSWORD_FILE) is not set
            SASL_SSL       | ''   | ''   | ''  | GSSAPI        | me   | pw  | KAFKA_SASL_MECHANISM is GSSAPI, expected one of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512
            """)
    void rejectsIncompleteSettings(
            String protocol,
            String ca,
            String certificate,
            String key,
            String mechanism,
            String user,
            String password,
            String message) {
        UserFacingException failure = failure(() -> new KafkaSecurity(
                BROKERS, protocol, file(ca), file(certificate), file(key), mechanism, user, secret(password)));

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SETTINGS);
        assertThat(failure).hasMessageContaining(message);
    }

    @Test
    void isRejectedWithoutBrokers() {
        assertThat(failure(() -> new KafkaSecurity("", "SSL", CERTIFICATE, "", "", "", "", secret(""))))
                .hasMessageContaining("KAFKA_BROKERS is not set");
    }

    private void publish(KafkaSecurity security) {
        try (KafkaPublisher publisher = new KafkaPublisher(broker.secureBrokers(), security)) {
            KafkaPublisherTest.publish(
                    publisher,
                    List.of(new KafkaPublisher.Message(topic, "1".getBytes(UTF_8), "{}".getBytes(UTF_8), List.of())));
        }
    }

    private static String file(String name) {
        return name.equals("cert") ? CERTIFICATE : name.equals("key") ? KEY : name;
    }

    private static SecretSetting secret(String value) {
        return new SecretSetting("KAFKA_PASSWORD", value, "");
    }

    private static UserFacingException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(UserFacingException.class, call);
    }
}
