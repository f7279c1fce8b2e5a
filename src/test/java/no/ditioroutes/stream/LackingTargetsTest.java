package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.PublishedTopic;
import no.ditioroutes.boot.Ran;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Topics and tables that lack what the stream's table has: the next run gives it to them, through the stream's route. */
class LackingTargetsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "machine-registrations.camel.yaml";
    private static final String TABLE = "machine_registrations";
    private static final String PUBLISH =
            "- to: {uri: ditio-kafka:upsert, description: Stages its message}\n".indent(28);
    private static final KafkaBroker BROKER = KafkaBroker.shared();

    /** The stream's own topic has another name in each test, as the tests share a broker. */
    private final String topic = "fleet." + UUID.randomUUID();

    private final EditableRoutes routes = EditableRoutes.copy();
    private Rig rig;

    /** The databases that each of these tests runs on. */
    enum On {
        H2,
        POSTGRES;

        Rig rig() {
            return this == H2 ? Rig.onH2() : Rig.onPostgres();
        }
    }

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void fillsATopicWhereKafkaIsSetUpAfterSql(On on) {
        start(on, "");
        List<String> ids = rig.machines().add(50);
        rig.machines().delete(ids.get(7));
        rig.sync(MACHINES);
        rig.machines().delete(ids.get(8));
        rig.sync(MACHINES);
        rig.restart(Map.of("kafka.brokers", BROKER.brokers()));
        rig.machines().edit(ids.get(0), record -> record.put("description", "endret"));

        Ran check = rig.program().run("check", "--offline");
        Ran status = rig.program().run("status", "--json");
        RunReport run = rig.sync(MACHINES);

        assertThat(check.exitCode()).isEqualTo(5);
        assertThat(check.out()).contains("topic " + topic, "48 rows are to be published by the next run");
        assertThat(status.json().get(0).get("lacks").toString()).contains(topic, "48 rows");
        assertThat(run.upserted()).isEqualTo(1);
        assertTopicEqualsTable();
        assertThat(last(topic)).containsEntry(ids.get(8), null);
        assertThat(rig.program().run("check", "--offline").exitCode()).isZero();
        assertThat(rig.program().run("status", "--json").json().get(0).get("lacks"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void fillsATopicThatWasDeleted(On on) throws Exception {
        start(on, BROKER.brokers());
        List<String> ids = rig.machines().add(2500);
        rig.sync(MACHINES);
        long before = entries(topic);
        rig.sync(MACHINES);
        assertThat(entries(topic)).isEqualTo(before);
        delete(topic);

        RunReport run = rig.sync(MACHINES);

        assertThat(run.isQuiet()).isTrue();
        assertThat(last(topic)).containsOnlyKeys(ids);
        assertTopicEqualsTable();
    }

    @ParameterizedTest
    @EnumSource
    void publishesWhatWasStoredWhileKafkaWasOff(On on) {
        start(on, BROKER.brokers());
        List<String> ids = rig.machines().add(30);
        rig.sync(MACHINES);
        rig.restart(Map.of("kafka.brokers", ""));
        rig.machines().edit(ids.get(0), record -> record.put("description", "endret"));
        rig.machines().delete(ids.get(1));
        rig.sync(MACHINES);
        rig.restart(Map.of("kafka.brokers", BROKER.brokers()));

        rig.sync(MACHINES);

        assertTopicEqualsTable();
        assertThat(last(topic)).containsEntry(ids.get(1), null);
    }

    @ParameterizedTest
    @EnumSource
    void fillsASecondTopicAndTableThroughTheirFilters(On on) {
        start(on, BROKER.brokers());
        rig.machines().add(40);
        Stream.of("P-1", "P-1", "P-2")
                .forEach(project -> rig.machines().add(rig.machines().generate().put("projectNumber", project)));
        rig.sync(MACHINES);
        rig.sql()
                .execute("create table fleet_hours (id varchar primary key, project_number varchar,"
                        + " modified_date_time timestamp with time zone, payload " + (on == On.H2 ? "json" : "jsonb")
                        + " not null)");
        String copy = topic + ".copy";
        routes.edit(FILE, publish(), publish() + filtered(copy));
        rig.restart(Map.of());

        Ran status = rig.program().run("status", "--json");
        rig.sync(MACHINES);
        long after = entries(copy);
        rig.sync(MACHINES);

        assertThat(status.json().get(0).get("lacks").toString()).contains("table fleet_hours", "topic " + copy);
        List<String> chosen = rig.sql().texts("select id from " + TABLE + " where project_number = 'P-1'");
        assertThat(chosen).hasSize(2);
        assertThat(last(copy)).containsOnlyKeys(chosen);
        assertThat(rig.sql().texts("select id from fleet_hours")).containsExactlyInAnyOrderElementsOf(chosen);
        assertThat(entries(copy)).isEqualTo(after).isEqualTo(2);
        assertTopicEqualsTable();
    }

    @ParameterizedTest
    @EnumSource
    void fillsASecondTableThatWasMadeAnew(On on) {
        String create = "create table fleet_hours (id varchar primary key, modified_date_time timestamp with time zone,"
                + " payload " + (on == On.H2 ? "json" : "jsonb") + " not null)";
        routes.edit(
                FILE,
                PUBLISH,
                PUBLISH + "- to: {uri: ditio-sql:upsert, parameters: {table: fleet_hours}}\n".indent(28));
        start(on, "");
        rig.sql().execute(create);
        List<String> ids = rig.machines().add(30);
        rig.sync(MACHINES);
        rig.sql().execute("drop table fleet_hours", create);

        rig.sync(MACHINES);

        assertThat(rig.sql().texts("select id from fleet_hours")).containsExactlyInAnyOrderElementsOf(ids);
    }

    @ParameterizedTest
    @EnumSource
    void republishesToOneTopicWhatItLost(On on) {
        start(on, BROKER.brokers());
        List<String> ids = rig.machines().add(30);
        rig.machines().delete(ids.get(1));
        rig.sync(MACHINES);
        rig.machines().delete(ids.get(2));
        rig.sync(MACHINES);
        long before = entries(topic);

        Ran ran = rig.program().run("republish", MACHINES, "--topic", topic, "--json");
        Ran other = rig.program().run("republish", MACHINES, "--topic", "other");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.json().get(0).get("outcome").asText()).isEqualTo("done");
        assertThat(ran.json().get(0).get("topic").asText()).isEqualTo(topic);
        assertThat(ran.json().get(0).get("published").asInt()).isEqualTo(28);
        assertThat(ran.json().get(0).get("deleted").asInt()).isEqualTo(2);
        assertThat(entries(topic)).isEqualTo(before + 28 + 4);
        assertTopicEqualsTable();
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("does not name the topic other", topic);
    }

    private void start(On on, String brokers) {
        routes.edit(FILE, "{uri: ditio-kafka:upsert,", "{uri: ditio-kafka:upsert, parameters: {topic: " + topic + "},")
                .edit(
                        FILE,
                        "{uri: ditio-kafka:delete,",
                        "{uri: ditio-kafka:delete, parameters: {topic: " + topic + "},");
        rig = on.rig()
                .brokers(brokers)
                .with("camel.main.routes-include-pattern", routes.pattern())
                .start();
    }

    private String publish() {
        return PUBLISH.replace("upsert,", "upsert, parameters: {topic: " + topic + "},");
    }

    private static String filtered(String topic) {
        return """
                - filter:
                    expression: {simple: {expression: "${body[projectNumber]} == 'P-1'"}}
                    steps:
                      - to: {uri: ditio-sql:upsert, parameters: {table: fleet_hours}}
                      - to: {uri: ditio-kafka:upsert, parameters: {topic: %s}}
                """
                .formatted(topic)
                .indent(28);
    }

    private void assertTopicEqualsTable() {
        Map<String, JsonNode> rows = new TreeMap<>();
        rig.sql().rows("select id, payload from " + TABLE, row -> rows.put(row.getString(1), tree(row.getString(2))));
        Map<String, JsonNode> published = new TreeMap<>();
        last(topic).forEach((key, value) -> {
            if (value != null) {
                published.put(key, tree(value));
            }
        });
        assertThat(published).isEqualTo(rows);
    }

    private static Map<String, String> last(String name) {
        return PublishedTopic.read(BROKER.brokers(), name).lastPerKey();
    }

    private static long entries(String name) {
        return PublishedTopic.read(BROKER.brokers(), name).entries().size();
    }

    private static void delete(String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.brokers()))) {
            admin.deleteTopics(List.of(name)).all().get();
            await().until(() -> isGone(admin, name));
        }
    }

    private static boolean isGone(Admin admin, String name) throws InterruptedException {
        try {
            admin.describeTopics(List.of(name)).allTopicNames().get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof UnknownTopicOrPartitionException;
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }
}
