package no.ditioroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads what ships with everything on: every option, bean and setting resolves. */
class ShippedRoutesTest {

    private static Sandbox sandbox;
    private static TestProgram program;

    @BeforeAll
    static void load(@TempDir Path inbox) {
        sandbox = Sandbox.start(SandboxOptions.empty());
        Map<String, Object> settings = TestProgram.settings(sandbox, "jdbc:h2:mem:");
        settings.put("sync.polling", "true");
        settings.put("catalogue.machines-from-sql", "true");
        settings.put("catalogue.machines-from-kafka", "true");
        settings.put("rejects.topic", "ditio.rejects");
        settings.put("kafka.brokers", "127.0.0.1:1");
        settings.put("inbox.watch", "true");
        settings.put("inbox.folder", inbox.toString());
        settings.put("camel.main.auto-startup", "false");
        settings.put("camel.component.quartz.auto-start-scheduler", "false");
        program = TestProgram.start(settings);
    }

    @AfterAll
    static void close() {
        program.close();
        sandbox.close();
    }

    @Test
    void namesAndDescribesEveryRoute() {
        assertThat(program.camel().getRoutes()).isNotEmpty().allSatisfy(route -> {
            assertThat(route.getRouteId()).doesNotMatch("route-?\\d+");
            assertThat(route.getDescription()).isNotBlank();
        });
    }

    @Test
    void hasAPollForEveryStream() {
        assertThat(program.streams().registry().names())
                .contains("machine-registrations", "time-registrations")
                .allSatisfy(stream ->
                        assertThat(program.camel().getRoute(stream + "-poll")).isNotNull());
    }

    @Test
    void asksDitioForNothingUntilItIsStarted() {
        assertThat(sandbox.requests().all()).isEmpty();
    }
}
