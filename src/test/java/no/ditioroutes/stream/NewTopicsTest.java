package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.PublishedTopic;
import no.ditioroutes.boot.TestProgram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broker that makes topics by itself, and one whose data are gone: both have other topics of the same names. */
class NewTopicsTest {

    private static final String TOPIC = "ditio." + MACHINES;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final KafkaBroker BROKER =
            KafkaBroker.temporary().creatingTopics().start();

    @RegisterExtension
    static final Rig RIG = Rig.onPostgres()
            .brokers(BROKER.brokers())
            .with("watch.every-ms", 200)
            .with("sync.every", "1h");

    @AfterAll
    static void end() {
        BROKER.close();
    }

    @Test
    void fillsATopicThatTheBrokerMadeAgainByItself() throws Exception {
        List<String> ids = RIG.machines().add(40);
        RIG.sync(MACHINES);
        try (TestProgram service = TestProgram.service(RIG.allSettings())) {
            await().atMost(PATIENCE)
                    .until(() -> service.get("/actuator/health").body().contains("Its last run ended"));
            deleteTopic();
            await().atMost(PATIENCE).until(NewTopicsTest::isThereByItself);

            await().atMost(PATIENCE).until(() -> service.get("/actuator/health")
                    .body()
                    .contains(TOPIC + " is not the one written to last: 40 rows are to be published"));
            assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
            service.streams().sync(MACHINES);

            assertThat(last()).containsOnlyKeys(ids);
            assertThat(policy()).isEqualTo("compact");
            await().atMost(PATIENCE)
                    .until(() -> service.get("/actuator/health/readiness").statusCode() == 200);
        }
    }

    @Test
    void fillsTheTopicsOfABrokerWhoseDataAreGone() {
        List<String> ids = RIG.machines().add(40);
        RIG.sync(MACHINES);
        BROKER.wipe();
        RIG.machines().edit(ids.get(0), record -> record.put("description", "endret"));

        RIG.restart(Map.of());
        RIG.sync(MACHINES);

        assertThat(last()).containsOnlyKeys(ids);
        assertThat(last().get(ids.get(0))).contains("endret");
    }

    private static void deleteTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.brokers()))) {
            admin.deleteTopics(List.of(TOPIC)).all().get();
        }
    }

    /** A reader that asks for it is enough. */
    private static boolean isThereByItself() {
        Map<String, Object> settings = Map.of("bootstrap.servers", BROKER.brokers());
        try (KafkaConsumer<String, String> reader =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            return !reader.partitionsFor(TOPIC).isEmpty() && !policy().equals("compact");
        } catch (Exception e) {
            return false;
        }
    }

    private static String policy() throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.brokers()))) {
            return admin.describeConfigs(List.of(topic))
                    .all()
                    .get()
                    .get(topic)
                    .get("cleanup.policy")
                    .value();
        }
    }

    private static Map<String, String> last() {
        return PublishedTopic.read(BROKER.brokers(), TOPIC).lastPerKey();
    }
}
