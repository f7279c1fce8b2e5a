package no.ditioroutes.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.PublishedTopic;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.kafka.KafkaPublisher.Message;
import no.ditioroutes.kafka.KafkaPublisher.Refused;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Publishes to a real broker. */
class KafkaPublisherTest {

    private final KafkaBroker broker = KafkaBroker.shared();
    private final String topic = "ditio.test-" + UUID.randomUUID();
    private final KafkaPublisher publisher = new KafkaPublisher(broker.brokers());

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void createsAMissingTopicCompacted() throws Exception {
        publish(publisher, List.of(message("1", "a")));

        assertThat(config("cleanup.policy")).isEqualTo("compact");
    }

    @Test
    void createsAMissingTopicWithTheBrokersOwnNumberOfPartitions() throws Exception {
        publisher.prepare(topic);

        try (Admin admin = admin()) {
            assertThat(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic)
                            .partitions())
                    .hasSize(3);
        }
    }

    @Test
    void keepsTheConfigurationOfAnExistingTopic() throws Exception {
        create(Map.of("cleanup.policy", "delete", "retention.ms", "1234567"));

        publish(publisher, List.of(message("1", "a")));

        assertThat(config("cleanup.policy")).isEqualTo("delete");
        assertThat(config("retention.ms")).isEqualTo("1234567");
    }

    @Test
    void warnsOnceOfATopicThatIsNotCompacted() throws Exception {
        create(Map.of("cleanup.policy", "delete"));
        ListAppender<ILoggingEvent> log = listen();

        publish(publisher, List.of(message("1", "a")));
        publish(publisher, List.of(message("1", "b")));

        assertThat(log.list).singleElement().satisfies(warning -> assertThat(warning.getFormattedMessage())
                .contains(topic, "cleanup.policy=delete", "kafka-configs --bootstrap-server " + broker.brokers()));
    }

    @Test
    void keepsKeyValueAndHeaders() {
        publish(
                publisher,
                List.of(new Message(
                        topic,
                        bytes("5f1-é"),
                        bytes("{\"name\": \"Bjørn\"}"),
                        List.of(Message.header("ditio-stream", "machines"), Message.header("ditio-op", "upsert")))));

        assertThat(topic().entries())
                .containsExactly(new PublishedTopic.Entry(
                        "5f1-é", "{\"name\": \"Bjørn\"}", Map.of("ditio-stream", "machines", "ditio-op", "upsert")));
    }

    @Test
    void publishesANullValueAsATombstone() {
        publish(publisher, List.of(message("1", "a"), message("2", "b"), message("1", null)));

        assertThat(topic().lastPerKey()).containsEntry("1", null).containsEntry("2", "b");
    }

    @Test
    void keepsTheOrderPerKey() {
        List<Message> messages = IntStream.range(0, 20_000)
                .mapToObj(i -> message("key" + i % 7, String.valueOf(i)))
                .toList();

        List<Refused> refused = publish(publisher, messages);

        assertThat(refused).isEmpty();
        assertThat(valuesOf("key3"))
                .isEqualTo(IntStream.range(0, 20_000)
                        .filter(i -> i % 7 == 3)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    @Test
    void returnsWhatIsTooLargeForTheBrokerAndDeliversItsNeighbours() {
        Message large = new Message(topic, bytes("large"), noise(2_000_000), List.of());

        List<Refused> refused = publish(publisher, List.of(message("1", "a"), large, message("1", "b")));

        assertThat(refused).singleElement().satisfies(one -> {
            assertThat(one.message()).isSameAs(large);
            assertThat(one.reason()).contains("2000005 bytes", topic, "max.message.bytes");
        });
        assertThat(valuesOf("1")).containsExactly("a", "b");
        assertThat(valuesOf("large")).isEmpty();
    }

    @Test
    void returnsOnlyTheLargeOnesOfABatch() throws Exception {
        create(Map.of("max.message.bytes", "20000", "cleanup.policy", "compact"));
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            byte[] value = i % 100 == 50 ? noise(40_000) : bytes(String.valueOf(i));
            messages.add(new Message(topic, bytes("key"), value, List.of()));
        }

        List<Refused> refused = publish(publisher, messages);

        assertThat(refused).extracting(one -> messages.indexOf(one.message())).containsExactly(50, 150, 250, 350, 450);
        assertThat(valuesOf("key"))
                .isEqualTo(IntStream.range(0, 500)
                        .filter(i -> i % 100 != 50)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    @Test
    void returnsWhatIsTooLargeForTheClient() {
        try (KafkaPublisher small = new KafkaPublisher(broker.brokers(), () -> Map.of("max.request.size", "1000"))) {
            List<Refused> refused = publish(
                    small,
                    List.of(
                            message("1", "a"),
                            new Message(topic, bytes("2"), noise(2000), List.of()),
                            message("3", "c")));

            assertThat(refused).extracting(one -> text(one.message().key())).containsExactly("2");
            assertThat(topic().lastPerKey()).containsOnlyKeys("1", "3");
        }
    }

    @Test
    void acceptsALargeRecordThatIsSmallWhenCompressed() {
        String repetitive = "{\"a\": 0}".repeat(200_000);

        List<Refused> refused = publish(publisher, List.of(message("1", repetitive)));

        assertThat(refused).isEmpty();
        assertThat(topic().lastPerKey()).containsEntry("1", repetitive);
    }

    @Test
    void reportsWhatToAllowIfItMayNotWrite() throws Exception {
        create(Map.of("cleanup.policy", "compact"));
        deny(AclOperation.WRITE);

        assertThatExceptionOfType(UserFacingException.class)
                .isThrownBy(() -> publish(publisher, List.of(message("1", "a"))))
                .withMessageContainingAll(broker.brokers(), topic, "Allow this client Describe and Write")
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SINK));
    }

    @Test
    void servesOtherTopicsAfterOneWasDenied() throws Exception {
        create(Map.of("cleanup.policy", "compact"));
        deny(AclOperation.WRITE);
        assertThatExceptionOfType(UserFacingException.class)
                .isThrownBy(() -> publish(publisher, List.of(message("1", "a"))));

        publish(publisher, List.of(new Message(topic + "-other", bytes("1"), bytes("a"), List.of())));

        assertThat(PublishedTopic.read(broker.brokers(), topic + "-other").lastPerKey())
                .containsEntry("1", "a");
    }

    @Test
    void createsATopicAgainThatWasDeleted() throws Exception {
        try (KafkaPublisher brief = new KafkaPublisher(broker.brokers(), () -> KafkaPublisherOutageTest.BRIEF);
                Admin admin = admin()) {
            publish(brief, List.of(message("1", "a")));
            admin.deleteTopics(List.of(topic)).all().get();
            // The broker forgets the topic a moment after it has promised to.
            await().untilAsserted(() -> assertThatExceptionOfType(UserFacingException.class)
                    .isThrownBy(() -> publish(brief, List.of(message("1", "b")))));

            publish(brief, List.of(message("1", "b")));
        }

        assertThat(valuesOf("1")).containsExactly("b");
    }

    @Test
    void isOffWithoutBrokers() {
        try (KafkaPublisher none = new KafkaPublisher(null);
                KafkaPublisher blank = new KafkaPublisher("  ")) {
            assertThat(none.isOn()).isFalse();
            assertThat(blank.isOn()).isFalse();
            assertThat(publisher.isOn()).isTrue();
            assertThatIllegalStateException().isThrownBy(() -> publish(none, List.of(message("1", "a"))));
        }
    }

    @Test
    void takesTurnsWithAnotherProcessThatHoldsTheLocks() {
        try (KafkaPublisher other = new KafkaPublisher(broker.brokers())) {
            for (int turn = 0; turn < 3; turn++) {
                publish(publisher, List.of(message("1", "a" + turn)));
                publish(other, List.of(message("1", "b" + turn)));
            }
        }

        assertThat(valuesOf("1")).containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
    }

    @Test
    void publishesNothingAfterAnotherProcessOnceItsLocksAreLost() {
        try (KafkaPublisher other = new KafkaPublisher(broker.brokers())) {
            publish(publisher, List.of(message("1", "a")));
            publish(other, List.of(message("1", "newer")));

            assertThatExceptionOfType(UserFacingException.class)
                    .isThrownBy(() ->
                            publisher.publish("test", List.of(message("1", "old")), KafkaPublisherTest::locksLost))
                    .withMessage("locks are lost");
        }

        assertThat(valuesOf("1")).containsExactly("a", "newer");
    }

    @Test
    void reportsThatAnotherProgramPublishesTheSame() {
        try (KafkaPublisher other = new KafkaPublisher(broker.brokers())) {
            Runnable otherIsThere = () -> publish(other, List.of(message("1", "b")));

            assertThatExceptionOfType(UserFacingException.class)
                    .isThrownBy(() -> publisher.publish("test", List.of(message("1", "a")), otherIsThere))
                    .withMessageContainingAll("ditio-routes.test." + topic, "another database");
        }
    }

    @Test
    void reportsWhatToAllowIfItMayNotUseItsTransactionalId() throws Exception {
        ResourcePattern id =
                new ResourcePattern(ResourceType.TRANSACTIONAL_ID, "ditio-routes.test." + topic, PatternType.LITERAL);
        AclBinding rule = new AclBinding(
                id, new AccessControlEntry("User:ANONYMOUS", "*", AclOperation.WRITE, AclPermissionType.DENY));
        try (Admin admin = admin()) {
            admin.createAcls(List.of(rule)).all().get();
        }

        assertThatExceptionOfType(UserFacingException.class)
                .isThrownBy(() -> publish(publisher, List.of(message("1", "a"))))
                .withMessageContainingAll(
                        "kafka-acls --bootstrap-server " + broker.brokers(),
                        "--operation Write --operation Describe --transactional-id 'ditio-routes.test." + topic);
    }

    @Test
    void returnsAnyNumberOfLargeOnes() throws Exception {
        create(Map.of("max.message.bytes", "5000", "cleanup.policy", "compact"));
        List<Message> messages = IntStream.range(0, 600)
                .mapToObj(i -> new Message(topic, bytes("key" + i), noise(i % 3 == 0 ? 100 : 6000 + i), List.of()))
                .toList();

        List<Refused> refused = publish(publisher, messages);

        assertThat(refused).hasSize(400);
        assertThat(topic().lastPerKey()).hasSize(200);
    }

    @Test
    void compactsATopicThatHasTheDefaultOfTheBroker() throws Exception {
        create(Map.of());

        publish(publisher, List.of(message("1", "a")));

        assertThat(config("cleanup.policy")).isEqualTo("compact");
    }

    @Test
    void distinguishesATopicThatWasCreatedAgainFromTheOneBefore() throws Exception {
        String before = publisher.prepare(topic);
        assertThat(publisher.identity(topic)).hasValue(before);
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
        await().until(() -> publisher.identity(topic).isEmpty());

        assertThat(publisher.prepare(topic)).isNotEqualTo(before);
    }

    @Test
    void requiresAKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Message(topic, null, bytes("a"), List.of()))
                .withMessageContaining(topic);
    }

    @Test
    void reportsAWrongSetting() {
        try (KafkaPublisher wrong = new KafkaPublisher("no port here")) {
            assertThatExceptionOfType(UserFacingException.class)
                    .isThrownBy(() -> publish(wrong, List.of(message("1", "a"))))
                    .withMessageContainingAll("KAFKA_BROKERS", "no port here")
                    .satisfies(failure -> assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SETTINGS));
        }
    }

    @Test
    void servesManyThreadsAtOnce() {
        List<Refused> refused = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> publish(publisher, Collections.nCopies(100, message("key" + i, "a"))))
                .flatMap(List::stream)
                .toList();

        assertThat(refused).isEmpty();
        assertThat(topic().entries()).hasSize(800);
    }

    /** Publishes as a process that holds all locks. */
    static List<Refused> publish(KafkaPublisher publisher, List<Message> messages) {
        return publisher.publish("test", messages, () -> {});
    }

    private static void locksLost() {
        throw new UserFacingException(UserFacingException.Kind.SINK, "locks are lost");
    }

    private Message message(String key, String value) {
        return new Message(topic, bytes(key), value == null ? null : bytes(value), List.of());
    }

    private PublishedTopic topic() {
        return PublishedTopic.read(broker.brokers(), topic);
    }

    private List<String> valuesOf(String key) {
        return topic().entries().stream()
                .filter(entry -> entry.key().equals(key))
                .map(PublishedTopic.Entry::value)
                .toList();
    }

    private void create(Map<String, String> config) throws ExecutionException, InterruptedException {
        NewTopic created = new NewTopic(topic, Optional.of(1), Optional.empty()).configs(config);
        try (Admin admin = admin()) {
            admin.createTopics(List.of(created)).all().get();
        }
    }

    private void deny(AclOperation operation) throws ExecutionException, InterruptedException {
        ResourcePattern pattern = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
        AclBinding rule = new AclBinding(
                pattern, new AccessControlEntry("User:ANONYMOUS", "*", operation, AclPermissionType.DENY));
        AclBinding rest = new AclBinding(
                pattern, new AccessControlEntry("User:ANONYMOUS", "*", AclOperation.ALL, AclPermissionType.ALLOW));
        try (Admin admin = admin()) {
            admin.createAcls(List.of(rule, rest)).all().get();
        }
    }

    private String config(String name) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = admin()) {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get(name)
                    .value();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.brokers()));
    }

    private static ListAppender<ILoggingEvent> listen() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        ((Logger) LoggerFactory.getLogger(KafkaTopics.class)).addAppender(appender);
        return appender;
    }

    /** Returns bytes that do not compress; the seed makes failures reproducible. */
    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(7).nextBytes(noise);
        return noise;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
