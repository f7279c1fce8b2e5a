package no.ditioroutes.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.StreamSupport;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.Mode;
import org.junit.jupiter.api.Test;

/**
 * The lag is the time since everything is stored, and the same everywhere: the overlap that the next run re-reads is no
 * lag.
 */
class StreamLagTest {

    private static final String HOURS = "time-registrations";

    /** The cursor is two hours back, of which ten minutes are overlap. */
    private static final double LEAST = 6600;

    private static final double MOST = 7200;

    @Test
    void isTheSameInCommandPageAndMetric() {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.empty())) {
            sandbox.faults().always(HOURS, Fault.status(500));
            Map<String, Object> settings = TestProgram.onH2(sandbox);
            settings.put("sync.every", "1s");
            settings.put("watch.every-ms", "200");
            leaveBehind(sandbox, settings);
            try (TestProgram program = TestProgram.service(settings)) {
                await().atMost(Duration.ofSeconds(60)).until(() -> lag(program) > 0);

                assertThat(lag(program)).isBetween(LEAST, MOST);
                assertThat(status(program).path("lagSeconds").asDouble()).isBetween(LEAST, MOST);
                assertThat(program.run("status").out()).containsPattern(HOURS + " .* 1h5\\dm");
                assertThat(program.get("/").body()).containsPattern("<th class=\"number\">Lag</th>[\\s\\S]*>1h5\\dm");
            }
        }
    }

    @Test
    void isNotKnownOfAStreamThatNeverRanOrWhoseSettingIsWrong() {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.empty())) {
            Map<String, Object> settings = TestProgram.onH2(sandbox);
            leaveBehind(sandbox, settings);
            settings.put("sync.overlap", "ten minutes");
            try (TestProgram program = TestProgram.start(settings)) {
                assertThat(status(program).path("lagSeconds").isNull()).isTrue();
                assertThat(program.run("status").exitCode()).isZero();
            }
        }
    }

    private static double lag(TestProgram program) {
        return ScrapedMetrics.of(program.get("/actuator/prometheus").body()).value("ditio_stream_lag_seconds", HOURS);
    }

    private static JsonNode status(TestProgram program) {
        return StreamSupport.stream(program.run("status", "--json").json().spliterator(), false)
                .filter(stream -> stream.path("stream").asText().equals(HOURS))
                .findFirst()
                .orElseThrow();
    }

    private static void leaveBehind(Sandbox sandbox, Map<String, Object> settings) {
        String environment = sandbox.addresses().reporting() + "/v1/" + HOURS + "?ChunkLimit=10000";
        Instant then = Instant.now().minus(Duration.ofHours(2));
        try (TestProgram program = TestProgram.start(settings)) {
            program.cursors()
                    .create(Cursor.first(HOURS, environment)
                            .window(environment, Mode.INCREMENTAL, then, then, then)
                            .idle(then));
        }
    }
}
