package no.ditioroutes.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.Postgres;
import no.ditioroutes.PublishedTopic;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The KAR as it is shipped, dropped into a stock Karaf that can download nothing. */
class KarafIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SETTINGS = "etc/ditio.routes.cfg";
    private static final String HOURS = "time-registrations";
    private static final String MACHINES = "machine-registrations";

    @TempDir
    static Path home;

    private static final int PORT = Karaf.freePort();
    private static Sandbox sandbox;
    private static Postgres.Database database;
    private static Karaf karaf;

    @BeforeAll
    static void start() throws IOException {
        sandbox = Sandbox.start(SandboxOptions.empty());
        sandbox.stream(HOURS).add(300);
        sandbox.stream(MACHINES).add(200);
        database = Postgres.shared().newDatabase();
        karaf = Karaf.unpack(home);
        karaf.start(environment());
        // The secret is not there: it says so, and starts once the secret stands in the settings that the KAR brought.
        await().atMost(PATIENCE).until(() -> karaf.log().contains("DITIO_CLIENT_SECRET is not set"));
        karaf.set(SETTINGS, "inbox.poll-ms", 200);
        karaf.set(SETTINGS, "inbox.stable-ms", 300);
        karaf.set(SETTINGS, "watch.every-ms", 500);
        karaf.set(SETTINGS, "ditio.client-secret", SandboxOptions.CLIENT_SECRET);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> get("/actuator/health") == 200);
        await().atMost(PATIENCE)
                .until(() -> payloads(HOURS).size() == 300 && payloads(MACHINES).size() == 200);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("DITIO_IDENTITY_BASE", sandbox.addresses().identity());
        environment.put("DITIO_API_BASE", sandbox.addresses().core());
        environment.put("DITIO_REPORTING_BASE", sandbox.addresses().reporting());
        environment.put("DITIO_MASSTRANSPORT_BASE", sandbox.addresses().massTransport());
        environment.put("DITIO_CLIENT_ID", SandboxOptions.CLIENT_ID);
        environment.put("DITIO_COMPANY_ID", Fixture.COMPANY_ID);
        environment.put("DITIO_SYNC_EVERY", "1h");
        environment.put("JDBC_URL", database.url());
        environment.put("JDBC_USERNAME", database.user());
        environment.put("KAFKA_BROKERS", KafkaBroker.shared().brokers());
        environment.put("SERVER_PORT", Integer.toString(PORT));
        return environment;
    }

    @AfterAll
    static void stop() throws SQLException {
        karaf.close();
        sandbox.close();
        assertThat(connections()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {HOURS, MACHINES})
    void mirrorsBothStreams(String stream) throws Exception {
        Map<String, String> live = sandbox.stream(stream).live();

        assertThat(payloads(stream)).isEqualTo(trees(live));
        assertThat(PublishedTopic.read(KafkaBroker.shared().brokers(), "ditio." + stream)
                        .lastPerKey())
                .isEqualTo(live);
    }

    @Test
    void sendsWhatIsDroppedInTheInboxOnce() throws IOException {
        drop(
                "states.csv",
                "projectId,machineId,state,startTime,endTime",
                Fixture.PROJECT_ID + ",EX-001,Working,2026-01-15T08:00:00Z,2026-01-15T09:00:00Z");
        drop("machines.csv", "machineNumber;name", "EX-9001;Bjørn");

        await().atMost(PATIENCE).until(() -> isDone("states.csv") && isDone("machines.csv"));

        assertThat(sandbox.states().received()).hasSize(1);
        assertThat(sandbox.machines().where("machineNumber", "EX-9001")).hasSize(1);
    }

    @Test
    void takesAnEditedRouteAndAnswersTheCommandsOfTheShell() throws Exception {
        Path file = home.resolve("routes/machine-registrations.camel.yaml");
        String split = "- split:\n";
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(split, "- log: {message: A page by the edited route}\n" + " ".repeat(14) + split));
        await().atMost(PATIENCE).until(() -> karaf.log().contains("was edited: its routes"));
        sandbox.stream(MACHINES).add(1);

        Karaf.Said said = karaf.shell("ditio:sync " + MACHINES, "ditio:status", "ditio:rejects list --json");

        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(said.text())
                .containsPattern(MACHINES + " +done +incremental +1 ")
                .containsPattern(HOURS + " +incremental +since ")
                .contains("[ ]");
        assertThat(payloads(MACHINES)).isEqualTo(trees(sandbox.stream(MACHINES).live()));
        assertThat(karaf.log()).contains("A page by the edited route");
    }

    @Test
    void failsInTheShellAndSaysWhy() throws IOException {
        Karaf.Said said = karaf.shell("ditio:sync lunch-breaks");

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.text()).contains("There is no stream lunch-breaks", "ends with code 2");
    }

    @Test
    void writesNoSecretHoweverMuchItLogs() throws IOException {
        String path = "/v1/" + HOURS;
        Karaf.Said said = karaf.shell(
                "log:set TRACE org.apache.hc",
                "log:set TRACE org.apache.camel.component.http",
                "log:set TRACE no.ditioroutes");
        // Karaf takes a level a moment after it was set.
        await().atMost(PATIENCE)
                .until(() -> karaf.shell("ditio:sync " + HOURS).exitCode() == 0
                        && karaf.log().contains(path));
        karaf.shell(
                "log:set DEFAULT org.apache.hc",
                "log:set DEFAULT org.apache.camel.component.http",
                "log:set DEFAULT no.ditioroutes");

        Stream<String> tokens = sandbox.requests().all().stream()
                .map(request -> request.headers().getOrDefault("Authorization", ""))
                .map(header -> header.replace("Bearer ", ""))
                .filter(token -> !token.isEmpty());
        List<String> secrets = Stream.concat(Stream.of(SandboxOptions.CLIENT_SECRET), tokens)
                .distinct()
                .toList();
        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(secrets).hasSizeGreaterThan(1);
        assertThat(karaf.log()).contains("| DEBUG |", path).doesNotContain(secrets);
    }

    @Test
    void startsAnewWithEditedSettingsAndLeavesNoConnectionBehind() throws Exception {
        List<String> before = connections();

        karaf.set(SETTINGS, "sync.cron", "0 0 0 1 1 ?");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(connections()).doesNotContainAnyElementsOf(before));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> get("/actuator/health") == 200);
        assertThat(before).isNotEmpty();
    }

    @Test
    void answersHealthAndMetricsToThisMachineAloneAndNothingElse() throws Exception {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> get("/actuator/prometheus") == 200);

        assertThat(get("/actuator/health/liveness")).isEqualTo(200);
        assertThat(get("/actuator/info")).isEqualTo(200);
        assertThat(List.of(get("/"), get("/actuator"), get("/actuator/env"), get("/actuator/health/more")))
                .containsOnly(404);
        for (InetAddress address : addresses()) {
            assertThatThrownBy(() -> new Socket(address, PORT).close()).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void layTheFilesThatUsersEditIntoKarafsBase() throws IOException {
        try (Stream<Path> shipped = Files.walk(Path.of("routes"))) {
            shipped.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("machine-registrations.camel.yaml"))
                    .forEach(file -> assertThat(home.resolve(file)).hasSameTextualContentAs(file));
        }
        for (String list : List.of("config/categories.csv", "config/columns.csv")) {
            assertThat(home.resolve(list)).hasSameTextualContentAs(Path.of(list));
        }
    }

    private static int get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + PORT + path);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Where others could reach this machine. */
    private static List<InetAddress> addresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();
    }

    private static void drop(String name, String... lines) throws IOException {
        Path draft = Files.writeString(home.resolve("inbox").resolve(name + ".part"), String.join("\n", lines) + "\n");
        Files.move(draft, home.resolve("inbox").resolve(name));
    }

    private static boolean isDone(String name) {
        return Files.exists(home.resolve("inbox/done").resolve(name));
    }

    private static Map<String, JsonNode> payloads(String stream) throws Exception {
        Map<String, String> payloads = new HashMap<>();
        query(
                "select id, payload from " + stream.replace('-', '_'),
                row -> payloads.put(row.getString(1), row.getString(2)));
        return trees(payloads);
    }

    private static Map<String, JsonNode> trees(Map<String, String> texts) throws IOException {
        Map<String, JsonNode> trees = new HashMap<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            trees.put(text.getKey(), JSON.readTree(text.getValue()));
        }
        return trees;
    }

    /** The processes of PostgreSQL that serve connections to our database, but for the one that asks. */
    private static List<String> connections() throws SQLException {
        List<String> pids = new ArrayList<>();
        query(
                "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
                row -> pids.add(row.getString(1)));
        return pids;
    }

    private static void query(String sql, Reader reader) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                reader.read(row);
            }
        }
    }

    /** Takes a row. */
    @FunctionalInterface
    private interface Reader {

        void read(ResultSet row) throws SQLException;
    }
}
