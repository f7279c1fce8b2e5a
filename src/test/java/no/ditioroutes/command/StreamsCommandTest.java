package no.ditioroutes.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import no.ditioroutes.boot.Ran;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.stream.EditableRoutes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StreamsCommandTest {

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.empty());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void listsWhatTheFileOfEachStreamSays() {
        try (TestProgram program = TestProgram.start(TestProgram.onH2(sandbox))) {
            Ran table = program.run("streams");
            JsonNode hours = program.run("streams", "--json").json().get(1);

            assertThat(table.exitCode()).isZero();
            assertThat(table.out())
                    .containsPattern("machine-registrations +yes +/v1/machine-registrations +machine_registrations")
                    .containsPattern("time-registrations +yes +.* work_date +routes/time-registrations.camel.yaml");
            assertThat(hours.path("stream").asText()).isEqualTo("time-registrations");
            assertThat(hours.path("enabled").asBoolean()).isTrue();
            assertThat(hours.path("topic").asText()).isEqualTo("ditio.time-registrations");
            assertThat(hours.path("chunkLimit").asInt()).isEqualTo(10000);
            assertThat(sandbox.requests().all()).isEmpty();
        }
    }

    @Test
    void saysWhyAStreamIsNotEnabled() {
        EditableRoutes routes = EditableRoutes.copy()
                .edit("time-registrations.camel.yaml", "ditio-stream:commit", "ditio-stream:comit");
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        settings.put("camel.main.routes-include-pattern", routes.pattern());
        try (TestProgram program = TestProgram.start(settings)) {
            Ran streams = program.run("streams", "--json");

            assertThat(streams.exitCode()).isEqualTo(2);
            assertThat(streams.json().get(1).path("enabled").asBoolean()).isFalse();
            assertThat(streams.json().get(1).path("message").asText())
                    .contains("time-registrations.camel.yaml, line ", "did you mean commit?");
        }
    }
}
