package no.ditioroutes.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import no.ditioroutes.CapturedWarnings;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.PublishedTopic;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.operate.Watch;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Database and Kafka come up after the service, and go away again: it says so, waits, and goes on by itself. */
class LateSinksTest {

    private static final String MACHINES = Rig.MACHINES;
    private static final String DOWN = "\":{\"status\":\"DOWN\"";
    private static final String UP = "\":{\"status\":\"UP\"";

    private final KafkaBroker broker = KafkaBroker.temporary();
    private final int port = freePort();
    private Sandbox sandbox;
    private TestProgram program;
    private EmbeddedPostgres database;
    private CapturedWarnings told;

    @TempDir
    private Path folder;

    @BeforeEach
    void startTheServiceAlone() {
        sandbox = Sandbox.start(SandboxOptions.empty());
        Map<String, Object> settings =
                TestProgram.settings(sandbox, "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres");
        settings.put("kafka.brokers", broker.brokers());
        settings.put("sync.every", "1s");
        settings.put("watch.every-ms", "200");
        settings.put("inbox.folder", folder.resolve("inbox").toString());
        settings.put("kafka.client-settings", KafkaOutageTest.IMPATIENT);
        program = TestProgram.service(settings);
        told = new CapturedWarnings(Watch.class);
    }

    @AfterEach
    void stopAll() throws IOException {
        program.close();
        sandbox.close();
        told.close();
        broker.close();
        if (database != null) {
            database.close();
        }
    }

    @Test
    void waitsForDatabaseAndKafkaAndIsReadyWheneverBothAnswer() throws Exception {
        Set<String> ids = new HashSet<>(sandbox.stream(MACHINES).add(5));
        soon().until(() ->
                readiness().contains("database" + DOWN) && readiness().contains("kafka" + DOWN));
        assertThat(program.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(program.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(program.get("/actuator/prometheus").body())
                .contains("ditio_rejects{stream=\"machine-registrations\"} NaN");

        startDatabase();
        soon().until(() -> readiness().contains("database" + UP));
        assertThat(program.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(sandbox.requests().matching("/v1/")).isEmpty();

        broker.start();
        soon().until(() -> program.get("/actuator/health/readiness").statusCode() == 200);
        soon().until(() -> stored().equals(ids));
        assertThat(PublishedTopic.read(broker.brokers(), "ditio." + MACHINES).lastPerKey())
                .containsOnlyKeys(ids);

        database.close();
        soon().until(() -> readiness().contains("database" + DOWN));
        startDatabase();
        soon().until(() -> program.get("/actuator/health/readiness").statusCode() == 200);
        ids.addAll(sandbox.stream(MACHINES).add(2));
        soon().until(() -> stored().equals(ids));

        broker.kill();
        soon().until(() -> readiness().contains("kafka" + DOWN));
        // The first two may have been told before anybody listened.
        assertThat(told.messages())
                .filteredOn(line -> line.startsWith("The database"))
                .hasSizeBetween(1, 2);
        assertThat(told.messages()).filteredOn(line -> line.contains("Kafka")).hasSizeBetween(1, 2);
    }

    private String readiness() {
        return program.get("/actuator/health/readiness").body();
    }

    /** With its data, where it ran before. */
    private void startDatabase() throws IOException {
        database = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("database"))
                .setCleanDataDirectory(false)
                .start();
    }

    private Set<String> stored() throws SQLException {
        try (var connection = database.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select id from machine_registrations")) {
            Set<String> ids = new HashSet<>();
            while (row.next()) {
                ids.add(row.getString(1));
            }
            return ids;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }
}
