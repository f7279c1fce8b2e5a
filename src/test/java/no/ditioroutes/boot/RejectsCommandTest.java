package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import no.ditioroutes.KafkaBroker;
import no.ditioroutes.PublishedTopic;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.stream.tables.Cursor;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsCommandTest {

    private static final String STREAM = "machine-registrations";
    private static final String TOPIC = "ditio." + STREAM;
    private static final int DEFAULT_MESSAGE_BYTES = 1_048_588;
    private static final String ODD =
            "{\"id\":\"odd\",\"qty\":\"many\",\"modifiedDateTime\":\"2026-01-02T03:04:05.1234567Z\"}";

    private static Sandbox sandbox;
    private static TestProgram program;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.empty());
        program = TestProgram.start(TestProgram.everything(sandbox));
    }

    @AfterAll
    static void stop() {
        program.close();
        sandbox.close();
    }

    @BeforeEach
    void nothingSetAside() {
        sandbox.stream(STREAM).clear();
        execute("delete from ditio_reject");
        execute("delete from machine_registrations");
        execute("alter table machine_registrations alter column qty type double precision using null");
        program.cursors().remove(STREAM);
    }

    @Test
    void listsTheNewestFirst() {
        setAside(ODD);
        setAside("\"no record\"");

        JsonNode rejects = program.run("rejects", "list", STREAM, "--json").json();
        Ran shortened = program.run("rejects", "list", "--limit", "1");

        assertThat(rejects).hasSize(2);
        assertThat(rejects.get(1).path("recordId").asText()).isEqualTo("odd");
        assertThat(rejects.get(1).path("reason").asText()).contains("qty");
        assertThat(rejects.get(1).path("raw").asText()).isEqualTo(ODD);
        assertThat(shortened.out()).contains("REASON", "not a JSON object").doesNotContain("odd");
    }

    @Test
    void doesNotTakeAnUnknownStreamForOneWithoutRejects() {
        assertThat(program.run("rejects", "list", STREAM).exitCode()).isZero();
        assertThat(program.run("rejects", "list", "machines").exitCode()).isEqualTo(2);
        assertThat(program.run("rejects", "export", "machines").err()).contains("There is no stream machines");
    }

    @Test
    void exportsJsonLines(@TempDir Path folder) throws Exception {
        setAside(ODD);
        Path file = folder.resolve("rejects.jsonl");

        Ran toFile = program.run("rejects", "export", STREAM, "--to", file.toString());
        Ran toOutput = program.run("rejects", "export");

        assertThat(toFile.exitCode()).isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(lines.get(0));
        assertThat(line.fieldNames())
                .toIterable()
                .containsExactly("id", "stream", "recordId", "reason", "firstSeen", "lastSeen", "seen", "raw");
        assertThat(line.path("raw").asText()).isEqualTo(ODD);
        assertThat(toOutput.out()).isEqualTo(lines.get(0) + "\n");
    }

    @Test
    void saysWhatIsWrongWithTheFileOfAnExport(@TempDir Path folder) {
        Ran ran = program.run("rejects", "export", "--to", folder.toString());

        assertThat(ran.exitCode()).isEqualTo(5);
        assertThat(ran.err()).contains("--to cannot be written");
    }

    @Test
    void replaysWhatPassesOnceTheTableWasWidened() {
        setAside(ODD);
        Cursor before = program.cursors().find(STREAM).orElseThrow();
        execute("alter table machine_registrations alter column qty type varchar");

        Ran replay = program.run("rejects", "replay", STREAM, "--json");

        assertThat(replay.exitCode()).isZero();
        assertThat(replay.json().get(0).path("passed").asInt()).isEqualTo(1);
        assertThat(query("select qty from machine_registrations where id = 'odd'"))
                .isEqualTo("many");
        assertThat(program.rejects().count(STREAM)).isZero();
        assertThat(program.cursors().all()).containsExactly(before);
        assertThat(topic().lastPerKey()).containsEntry("odd", ODD);
    }

    @Test
    void keepsWhatIsRefusedAgain() {
        setAside(ODD);
        setAside("{\"qty\":1}");
        setAside("\"no record\"");

        Ran replay = program.run("rejects", "replay");

        assertThat(replay.exitCode()).isEqualTo(6);
        assertThat(replay.out())
                .containsPattern("machine-registrations +part +3 +0 +3 +see: rejects list machine-registrations")
                .containsPattern("time-registrations +done +0 +0 +0");
        assertThat(program.rejects().last(STREAM, 10)).hasSize(3).allSatisfy(reject -> assertThat(reject.seen())
                .isEqualTo(2));
    }

    @Test
    void replaysOnlyTheRejectsThatAreNamed() {
        setAside(ODD);
        setAside("{\"id\":\"odd too\",\"qty\":\"more\"}");
        execute("alter table machine_registrations alter column qty type varchar");
        long first = program.rejects().after(STREAM, 0, 1).get(0).id();

        Ran replay = program.run("rejects", "replay", STREAM, Long.toString(first));

        assertThat(replay.exitCode()).isZero();
        assertThat(program.rejects().last(STREAM, 10))
                .singleElement()
                .satisfies(left -> assertThat(left.reject().recordId()).isEqualTo("odd too"));
    }

    @Test
    void namesARejectThatThereIsNot() {
        Ran replay = program.run("rejects", "replay", STREAM, "999999");

        assertThat(replay.exitCode()).isEqualTo(2);
        assertThat(replay.err()).contains("There is no reject 999999 of machine-registrations");
    }

    @Test
    void replaysAnOlderVersionOverNothing() {
        setAside(ODD);
        execute("alter table machine_registrations alter column qty type varchar");
        execute("insert into machine_registrations (id, qty, modified_date_time, payload)"
                + " values ('odd', 'newer', '2026-02-01', '{}')");

        Ran replay = program.run("rejects", "replay", STREAM);

        assertThat(replay.exitCode()).isZero();
        assertThat(query("select qty from machine_registrations where id = 'odd'"))
                .isEqualTo("newer");
    }

    @Test
    void publishesWhatTheTopicHadRefusedAndTheTableHas() throws Exception {
        String large = "{\"id\":\"large\",\"modifiedDateTime\":\"2026-01-02T03:04:05.1234567Z\",\"description\":\""
                + noise(2_000_000) + "\"}";
        setAside(large);
        assertThat(program.rejects().last(STREAM, 1).get(0).reject().reason()).contains("stored, but not published");
        assertThat(program.run("rejects", "replay", STREAM).exitCode()).isEqualTo(6);

        allowMessagesOf(4_000_000);
        try {
            // The broker takes the new limit a moment after it has promised to.
            await().until(() -> program.run("rejects", "replay", STREAM).exitCode() == 0);
        } finally {
            allowMessagesOf(DEFAULT_MESSAGE_BYTES);
        }

        assertThat(topic().lastPerKey()).containsEntry("large", large);
    }

    /** Has Ditio send something that is refused. */
    private static void setAside(String raw) {
        sandbox.stream(STREAM).clear();
        sandbox.stream(STREAM).put(raw);
        program.cursors().remove(STREAM);
        assertThat(program.streams().sync(STREAM).rejected()).isEqualTo(1);
    }

    private static String noise(int length) {
        return new Random(1)
                .ints('0', 'z' + 1)
                .filter(Character::isLetterOrDigit)
                .limit(length)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Other tests publish to the same topic. */
    private static void allowMessagesOf(int bytes) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", KafkaBroker.shared().brokers()))) {
            AlterConfigOp raise = new AlterConfigOp(
                    new ConfigEntry("max.message.bytes", Integer.toString(bytes)), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, TOPIC), List.of(raise)))
                    .all()
                    .get();
        }
    }

    private static PublishedTopic topic() {
        return PublishedTopic.read(KafkaBroker.shared().brokers(), TOPIC);
    }

    private static void execute(String sql) {
        try (Connection connection = program.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static String query(String sql) {
        try (Connection connection = program.database().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
