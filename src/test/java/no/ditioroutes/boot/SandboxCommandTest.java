package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.junit.jupiter.api.Test;

/** Tests the messages of {@code sandbox} if it cannot start. */
class SandboxCommandTest {

    @Test
    void tellsWhichPortIsTakenAndWhatToDo() {
        try (Sandbox other = Sandbox.start(SandboxOptions.empty())) {
            String taken = Integer.toString(URI.create(other.addresses().base()).getPort());

            Ran sandbox = Ran.of(DitioRoutes::commandLine, "sandbox", "--port", taken);

            assertThat(sandbox.exitCode()).isEqualTo(2);
            assertThat(sandbox.err()).contains("port " + taken, "--port");
        }
    }
}
