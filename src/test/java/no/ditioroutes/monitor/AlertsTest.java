package no.ditioroutes.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the alerts as Prometheus evaluates them, if its {@code promtool} is installed. */
class AlertsTest {

    @BeforeEach
    void needPromtool() {
        Assumptions.assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
                "promtool is not installed");
    }

    @Test
    void areValid() throws Exception {
        assertSucceeds("check", "rules", "docker/prometheus/alerts.yaml");
    }

    @Test
    void fireWhenTheyShouldAndEnd() throws Exception {
        assertSucceeds("test", "rules", "src/test/resources/alerts-test.yaml");
    }

    private static void assertSucceeds(String... arguments) throws Exception {
        Process promtool = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
    }
}
