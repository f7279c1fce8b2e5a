package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.ditioroutes.CapturedWarnings;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.PublishedTopic;
import no.ditioroutes.camel.PollErrors;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rejected records come to a dead-letter topic if one is named. */
class RejectsToKafkaTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Sandbox sandbox;

    private final String topic = "rejects-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.empty());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"H2", "PostgreSQL"})
    void publishesEachOnceAndGoesOnAfterARestart(String database) throws Exception {
        Map<String, Object> settings = settings(database);
        createTopic();
        try (TestProgram program = TestProgram.start(settings)) {
            reject(program, "time-registrations", "t1", "qty is no number", "{\"id\":\"t1\",\"qty\":\"æøå\"}");
            reject(program, "machine-registrations", "m1", "no id", "no JSON");
            awaitPublished(program);
        }
        try (TestProgram program = TestProgram.start(settings)) {
            reject(program, "time-registrations", "t2", "too long", "{\"id\":\"t2\"}");
            awaitPublished(program);
        }

        assertThat(PublishedTopic.read(KafkaBroker.shared().brokers(), topic).entries())
                .containsExactly(
                        entry("time-registrations/t1", "{\"id\":\"t1\",\"qty\":\"æøå\"}", "qty is no number", 1),
                        entry("machine-registrations/m1", "no JSON", "no id", 2),
                        entry("time-registrations/t2", "{\"id\":\"t2\"}", "too long", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"H2", "PostgreSQL"})
    void keepsWhatKafkaDoesNotTakeForTheNextTime(String database) throws Exception {
        Map<String, Object> settings = settings(database);
        settings.put("rejects.topic", "no topic has spaces");
        try (TestProgram program = TestProgram.start(settings);
                CapturedWarnings log = new CapturedWarnings(PollErrors.class)) {
            reject(program, "time-registrations", "t1", "too long", "{}");
            await().atMost(PATIENCE).until(() -> !log.messages().isEmpty());
            assertThat(log.messages().get(0)).contains("no topic has spaces").endsWith("It will be retried");
            assertThat(unpublished(program)).isOne();
        }

        createTopic();
        settings.put("rejects.topic", topic);
        try (TestProgram program = TestProgram.start(settings)) {
            awaitPublished(program);
        }

        assertThat(PublishedTopic.read(KafkaBroker.shared().brokers(), topic).entries())
                .containsExactly(entry("time-registrations/t1", "{}", "too long", 1));
    }

    @Test
    void leavesARecordInTheTableThatATopicDoesNotTake() throws Exception {
        Map<String, Object> settings = settings("H2");
        createTopic();
        try (TestProgram program = TestProgram.start(settings)) {
            reject(program, "time-registrations", "large", "too large", "æ".repeat(500_000));
            reject(program, "time-registrations", "small", "too long", "{}");
            await().atMost(PATIENCE).until(() -> unpublished(program) == 1);
        }

        assertThat(PublishedTopic.read(KafkaBroker.shared().brokers(), topic).entries())
                .extracting(PublishedTopic.Entry::key)
                .containsExactly("time-registrations/small");
    }

    @Test
    void isOffUnlessATopicIsNamedAndInACommand() {
        Map<String, Object> unnamed = settings("H2");
        unnamed.put("rejects.topic", "");
        Map<String, Object> command = settings("H2");
        command.put("sync.polling", "false");
        for (Map<String, Object> settings : List.of(unnamed, command)) {
            try (TestProgram program = TestProgram.start(settings)) {
                assertThat(program.camel().getRoute("rejects-to-kafka")).isNull();
            }
        }
    }

    private Map<String, Object> settings(String database) {
        Map<String, Object> settings =
                database.equals("H2") ? TestProgram.onH2(sandbox) : TestProgram.onPostgres(sandbox);
        settings.put("kafka.brokers", KafkaBroker.shared().brokers());
        settings.put("rejects.topic", topic);
        settings.put("sync.polling", "true");
        settings.put("sync.every", "1h");
        return settings;
    }

    private static PublishedTopic.Entry entry(String key, String value, String reason, int reject) {
        return new PublishedTopic.Entry(
                key,
                value,
                Map.of(
                        "ditio-stream",
                        key.replaceFirst("/.*", ""),
                        "ditio-reason",
                        reason,
                        "ditio-reject",
                        String.valueOf(reject)));
    }

    private static void reject(TestProgram program, String stream, String id, String reason, String raw) {
        program.execute("insert into ditio_reject (stream, record_id, reason, raw, digest, first_seen, last_seen, seen)"
                + " values ('%s', '%s', '%s', '%s', '%s', current_timestamp, current_timestamp, 1)"
                        .formatted(stream, id, reason, raw, (stream + id + "0".repeat(64)).substring(0, 64)));
    }

    private static void awaitPublished(TestProgram program) {
        await().atMost(PATIENCE).until(() -> unpublished(program) == 0);
    }

    private static long unpublished(TestProgram program) throws Exception {
        try (var connection = program.database().dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from ditio_reject where published_at is null")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void createTopic() throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", KafkaBroker.shared().brokers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }
}
