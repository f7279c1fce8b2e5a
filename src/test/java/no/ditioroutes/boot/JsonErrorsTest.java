package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import no.ditioroutes.command.Commands;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/** {@code --json}: also an error is JSON, one object with what failed and the exit code, and nothing beside it. */
class JsonErrorsTest {

    private static Sandbox sandbox;
    private static TestProgram program;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(20, 20));
        program = TestProgram.start(TestProgram.onH2(sandbox));
    }

    @BeforeEach
    void withoutFaults() {
        sandbox.faults().clear();
    }

    @AfterAll
    static void stop() {
        program.close();
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            nonsense --json                                     | 2 | Unmatched argument
            sync --jsn --json                                   | 2 | Unknown option: '--jsn'
            --json                                              | 2 | Unknown option: '--json'
            state --json                                        | 2 | Unknown option: '--json'
            state set machine-registrations --json              | 2 | Missing required option: '--since=TIME'
            state set machine-registrations --since soon --json | 2 | expected a date or a time
            backfill machine-registrations --json               | 2 | Missing required options
            sync nothing --json                                 | 2 | There is no stream nothing
            state show nothing --json=true                      | 2 | There is no stream nothing
            rejects list nothing --json                         | 2 | There is no stream nothing
            rejects replay 99 --json                            | 2 | There is no reject 99
            machines plan nowhere.csv --json                    | 2 | There is no file nowhere.csv
            machines plan nowhere.csv --delete --json           | 2 | There is no file nowhere.csv
            import nowhere.csv --json                           | 2 | There is no file nowhere.csv
            """)
    void printsAnErrorAsOneObject(String line, int exitCode, String error) {
        Ran ran = program.run(line.split(" "));

        assertError(ran, exitCode, error);
        assertThat(ran.err()).doesNotContain("Usage:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            log.format                       | xml                    | DITIO_LOG_FORMAT is 'xml'
            sync.every                       | often                  | DITIO_SYNC_EVERY is 'often'
            camel.main.routes-include-pattern | file:nowhere/*.yaml   | run this from the folder that holds routes/ and config/
            jdbc.url                         | jdbc:h2:/no/such/x;IFEXISTS=TRUE | database
            """)
    void printsAnErrorAtTheStartTheSameWay(String setting, String value, String error) {
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        settings.put(setting, value);

        Ran ran = onProgramOf(settings, "status", "--json");

        assertError(ran, ran.exitCode(), error);
        assertThat(ran.exitCode()).isIn(2, 5);
    }

    @Test
    void printsTheErrorOfAStreamWhoseFileIsRefused(@TempDir Path routes) throws IOException {
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        FileSystemUtils.copyRecursively(Path.of("routes"), routes);
        Path file = routes.resolve("machine-registrations.camel.yaml");
        Files.writeString(file, Files.readString(file).replace("- split:", "- splitt:"));
        settings.put(
                "camel.main.routes-include-pattern",
                "file:" + routes + "/*.camel.yaml,file:" + routes + "/shared/*.camel.yaml");

        assertError(onProgramOf(settings, "sync", "machine-registrations", "--json"), 2, "splitt");

        Ran all = onProgramOf(settings, "sync", "--json");

        assertThat(all.exitCode()).isEqualTo(2);
        assertThat(all.json().findValuesAsText("stream"))
                .containsExactly("time-registrations", "machine-registrations");
        assertThat(all.json().findValuesAsText("outcome")).containsExactly("done", "failed");
        assertThat(all.json().get(1).path("message").asText()).contains("splitt");
    }

    @Test
    void printsOneErrorWhereDitioRefusesAllStreams() {
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        settings.put("ditio.client-secret", "not-the-secret");

        Ran ran = onProgramOf(settings, "sync", "--json");

        assertError(ran, 3, "The id and the secret do not belong together");
        assertThat(ran.json().path("result").findValuesAsText("stream"))
                .containsExactly("machine-registrations", "time-registrations");
        assertThat(ran.json().path("result").findValuesAsText("outcome")).containsOnly("failed");
    }

    @Test
    void printsEachStreamWhereOnlyOneFails() {
        sandbox.faults().always("/v1/time-registrations", Fault.status(403));

        Ran ran = program.run("sync", "--json");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.json().isArray()).isTrue();
        assertThat(ran.json().findValuesAsText("outcome")).containsExactly("done", "failed");
    }

    @Test
    void printsOneErrorForWhatACheckFinds() {
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        settings.put("inbox.folder", "/proc/inbox");

        Ran ran = onProgramOf(settings, "check", "--offline", "--json");

        assertError(ran, 5, "inbox: Nothing can be made in /proc, so files cannot be moved to /proc/inbox");
        assertThat(ran.json().path("error").asText()).doesNotContain("database:");
        assertThat(ran.json().path("result").findValuesAsText("check")).contains("routes", "database", "inbox");
        assertThat(ran.json().path("result").findValuesAsText("state")).contains("ok", "wrong");
        assertThat(program.run("check", "--offline", "--json").json().isArray()).isTrue();
    }

    @Test
    void printsOneObjectForAFaultOfTheProgramItself() {
        Ran ran = Ran.of(
                () -> Commands.line(work -> {
                    throw new IllegalStateException("it broke");
                }),
                "status",
                "--json");

        assertError(ran, 1, "An internal error stopped the command, see the log: ");
    }

    @Test
    void printsNoSecret() {
        Ran ran = program.run("sync", SandboxOptions.CLIENT_SECRET, "--json");

        assertThat(ran.out()).doesNotContain(SandboxOptions.CLIENT_SECRET).contains("*****");
    }

    @Test
    void printsAnErrorForPeopleOnStandardErrorAlone() {
        Ran usage = program.run("state", "set", "machine-registrations");
        Ran failure = program.run("sync", "nothing");

        assertThat(usage.out()).isEmpty();
        assertThat(usage.err()).contains("Missing required option", "Usage:");
        assertThat(failure.out()).isEmpty();
        assertThat(failure.err()).startsWith("ditio-routes: There is no stream nothing");
    }

    private static void assertError(Ran ran, int exitCode, String error) {
        JsonNode printed = ran.json();
        assertThat(printed.isObject()).as(ran.out()).isTrue();
        assertThat(printed.path("error").asText()).contains(error);
        assertThat(printed.path("exitCode").isInt()).isTrue();
        assertThat(printed.path("exitCode").asInt()).isEqualTo(exitCode);
        assertThat(ran.exitCode()).isEqualTo(exitCode);
        assertThat(ran.out()).startsWith("{").endsWith("}" + System.lineSeparator());
    }

    private static Ran onProgramOf(Map<String, Object> settings, String... words) {
        settings.putIfAbsent("jdbc.url", "jdbc:h2:mem:" + UUID.randomUUID());
        return Ran.of(
                () -> Commands.line(work -> {
                    try (CommandProgram started = CommandProgram.with(settings)) {
                        return work.with(started.program());
                    }
                }),
                words);
    }
}
