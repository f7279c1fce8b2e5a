package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StatusCommandTest {

    private static Sandbox sandbox;
    private static TestProgram program;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(20, 20));
        Map<String, Object> settings = TestProgram.settings(sandbox, "jdbc:h2:mem:" + UUID.randomUUID());
        program = TestProgram.start(settings);
        program.streams().sync("machine-registrations");
        sandbox.requests().clear();
    }

    @AfterAll
    static void stop() {
        program.close();
        sandbox.close();
    }

    @Test
    void tellsWhereEachStreamStandsWithoutAskingDitio() {
        JsonNode streams = program.run("status", "--json").json();

        assertThat(streams).hasSize(2);
        JsonNode ran = streams.get(0);
        assertThat(ran.path("stream").asText()).isEqualTo("machine-registrations");
        assertThat(ran.path("mode").asText()).isEqualTo("incremental");
        assertThat(ran.path("open").asBoolean()).isFalse();
        assertThat(ran.path("upserted").asInt()).isEqualTo(20);
        assertThat(ran.path("lagSeconds").asLong()).isBetween(0L, 300L);
        assertThat(sandbox.requests().all()).isEmpty();
    }

    @Test
    void listsAStreamWithoutACursorAsNeverRan() {
        JsonNode streams = program.run("status", "--json").json();

        assertThat(streams.get(1).path("stream").asText()).isEqualTo("time-registrations");
        assertThat(streams.get(1).path("mode").asText()).isEqualTo("never ran");
    }

    @Test
    void printsATableForPeople() {
        Ran status = program.run("status");

        assertThat(status.exitCode()).isZero();
        assertThat(status.out())
                .containsPattern("STREAM +MODE +POSITION +LAG +LAST CHANGE +UPSERTED +DELETED +REJECTED")
                .containsPattern("machine-registrations +incremental +since 20\\S+ +(\\dm)?\\d+s +20\\S+ +20 +0 +0")
                .containsPattern("time-registrations +never ran")
                .doesNotContain("null");
    }
}
