package no.ditioroutes.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.PublishedTopic;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.kafka.KafkaPublisher.Message;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests outages and refusals of the broker, on a broker of its own. */
class KafkaPublisherOutageTest {

    /** Shortens all waits, and so the test. */
    static final Map<String, String> BRIEF = Map.of(
            "max.block.ms", "2000",
            "request.timeout.ms", "1000",
            "delivery.timeout.ms", "2000",
            "default.api.timeout.ms", "2000");

    private static final KafkaBroker BROKER = KafkaBroker.temporary();

    private final String topic = "ditio.test-" + UUID.randomUUID();
    private final KafkaPublisher publisher = new KafkaPublisher(BROKER.brokers(), () -> BRIEF);

    @BeforeAll
    static void start() {
        BROKER.start();
    }

    @AfterAll
    static void end() {
        BROKER.close();
    }

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void failsInTimeWhileTheBrokerIsDownAndRecovers() {
        KafkaPublisherTest.publish(publisher, List.of(message("a")));
        BROKER.kill();

        assertFailsInTime(publisher);
        BROKER.restart();
        KafkaPublisherTest.publish(publisher, List.of(message("b"), message("c")));

        assertThat(PublishedTopic.read(BROKER.brokers(), topic).entries())
                .extracting(PublishedTopic.Entry::value)
                .containsExactly("a", "b", "c");
    }

    @Test
    void worksIfTheBrokerStartsAfterTheFirstUse() {
        BROKER.kill();

        assertFailsInTime(publisher);
        BROKER.restart();
        KafkaPublisherTest.publish(publisher, List.of(message("a")));

        assertThat(PublishedTopic.read(BROKER.brokers(), topic).lastPerKey()).containsEntry("1", "a");
    }

    @Test
    void reportsHowToCreateATopicThatItMayNotCreate() throws Exception {
        List<AclBinding> rules = noCreation();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.brokers()))) {
            admin.createAcls(rules).all().get();

            assertThatExceptionOfType(UserFacingException.class)
                    .isThrownBy(() -> KafkaPublisherTest.publish(publisher, List.of(message("a"))))
                    .withMessageContaining(
                            "kafka-topics --bootstrap-server %s --create --topic %s", BROKER.brokers(), topic);

            admin.deleteAcls(rules.stream().map(AclBinding::toFilter).toList())
                    .all()
                    .get();
        }
    }

    private void assertFailsInTime(KafkaPublisher publisher) {
        Instant start = Instant.now();
        assertThatExceptionOfType(UserFacingException.class)
                .isThrownBy(() -> KafkaPublisherTest.publish(publisher, List.of(message("b"), message("c"))))
                .withMessageContainingAll(BROKER.brokers(), topic, "Check that the brokers run")
                .satisfies(failure -> assertThat(failure.kind().exitCode()).isEqualTo(5));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    private Message message(String value) {
        return new Message(topic, "1".getBytes(UTF_8), value.getBytes(UTF_8), List.of());
    }

    /** Creating requires a permission of the cluster or of the topic; everything else stays allowed. */
    private List<AclBinding> noCreation() {
        return Stream.of(
                        new ResourcePattern(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL),
                        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL))
                .flatMap(pattern -> Stream.of(
                        rule(pattern, AclOperation.CREATE, AclPermissionType.DENY),
                        rule(pattern, AclOperation.ALL, AclPermissionType.ALLOW)))
                .toList();
    }

    private static AclBinding rule(ResourcePattern pattern, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(pattern, new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
    }
}
