package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped examples of other sources than files, turned on. */
class CatalogueSourcesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.empty());
    private Map<String, Object> settings;

    @BeforeEach
    void set() {
        sandbox.machines().clear();
        settings = TestProgram.settings(sandbox, url);
        settings.put("ditio.company-id", Fixture.COMPANY_ID);
        settings.put("sync.polling", "true");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void takesMachinesOutOfATable() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            sql.execute("create table fleet_machine (machine_number varchar, name varchar, category varchar,"
                    + " active boolean, hour_meter double precision)");
            sql.execute("insert into fleet_machine values ('EX-1', 'Røde Ørn', 'Truck', true, 12.5)");
        }
        settings.put("catalogue.machines-from-sql", "true");
        // Quartz may skip the first run of a trigger, if it fires a little before its start time.
        settings.put("sync.every", "2s");

        try (TestProgram program = TestProgram.start(settings)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sandbox.machines().where("machineNumber", "EX-1"))
                            .singleElement()
                            .satisfies(machine -> {
                                assertThat(machine.path("name").asText()).isEqualTo("Røde Ørn");
                                assertThat(machine.path("typeId").asText()).isEqualTo("lastebil");
                                assertThat(machine.path("active").asBoolean()).isTrue();
                                assertThat(machine.path("hourMeter").asDouble()).isEqualTo(12.5);
                            }));
            assertThat(program.camel().getRoute("machines-from-kafka")).isNull();
        }
    }

    @Test
    void takesMachinesOutOfATopic() throws Exception {
        settings.put("kafka.brokers", KafkaBroker.shared().brokers());
        settings.put("catalogue.machines-from-kafka", "true");
        createTopic();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", KafkaBroker.shared().brokers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (String message : Arrays.asList(
                    "{\"machineNumber\":\"EX-1\",\"hourMeter\":6.5,\"name\":\"Volvo\"}",
                    "no JSON",
                    "",
                    "null",
                    null,
                    "7",
                    "[]",
                    "{",
                    "{\"machineNumber\":\"EX-1\",\"hourMeter\":7.5,\"name\":null}",
                    "{\"machineNumber\":\"Å-3\",\"active\":true}")) {
                producer.send(new ProducerRecord<>("fleet.machines", message)).get();
            }
        }

        try (TestProgram program = TestProgram.start(settings)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sandbox.machines().all())
                            .extracting(machine -> machine.path("machineNumber").asText())
                            .containsExactlyInAnyOrder("EX-1", "Å-3"));
            assertThat(sandbox.machines().where("machineNumber", "EX-1"))
                    .singleElement()
                    .satisfies(machine -> {
                        assertThat(machine.path("hourMeter").asDouble()).isEqualTo(7.5);
                        assertThat(machine.path("name").asText()).isEqualTo("Volvo");
                    });
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(reasonsOfBlocked(program))
                    .hasSize(7)
                    .allSatisfy(reason -> assertThat(reason).startsWith("the message is not a JSON object: ")));
            assertThat(program.camel().getRoute("machines-from-sql")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"machines-from-sql", "machines-from-kafka"})
    void areOffInACommandEvenWhereTheServiceHasThem(String source) {
        settings.put("sync.polling", "false");
        settings.put("kafka.brokers", "127.0.0.1:1");
        settings.put("catalogue." + source, "true");

        try (TestProgram command = TestProgram.start(settings)) {
            assertThat(command.camel().getRoute(source)).isNull();
        }
    }

    private static List<String> reasonsOfBlocked(TestProgram program) throws SQLException {
        try (Connection connection = program.database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select reason from ditio_catalogue where outcome = 'blocked' order by line")) {
            List<String> reasons = new ArrayList<>();
            while (row.next()) {
                reasons.add(row.getString(1));
            }
            return reasons;
        }
    }

    private static void createTopic() throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", KafkaBroker.shared().brokers()))) {
            admin.createTopics(List.of(new NewTopic("fleet.machines", 1, (short) 1)))
                    .all()
                    .get();
        }
    }
}
