package no.ditioroutes.jar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The jar with {@code --json}: standard output has one object, whatever keeps the program from starting. */
class JsonErrorsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.empty());
    private final Jar jar = Jar.on(sandbox).with("JDBC_URL", "jdbc:h2:mem:errors");

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void printsWrongUsage() throws IOException {
        assertError(jar.run("sync", "--jsn", "--json"), 2, "Unknown option: '--jsn'");
        assertError(jar.run("sandbox", "--json"), 2, "Unknown option: '--json'");
    }

    @Test
    void printsWrongSettings() throws IOException {
        assertError(jar.with("DITIO_LOG_FORMAT", "xml").run("status", "--json"), 2, "DITIO_LOG_FORMAT is 'xml'");
    }

    @Test
    void printsABrokenRoute(@TempDir Path folder) throws IOException {
        FileSystemUtils.copyRecursively(Path.of("routes"), folder.resolve("routes"));
        FileSystemUtils.copyRecursively(Path.of("config"), folder.resolve("config"));
        Path route = folder.resolve("routes/machine-registrations.camel.yaml");
        Files.writeString(route, Files.readString(route).replace("- split:", "- splitt:"));

        assertError(jar.in(folder).run("sync", "machine-registrations", "--json"), 2, "splitt");
    }

    @Test
    void printsARefusal() throws IOException {
        Jar.Ended ended = jar.with("DITIO_CLIENT_SECRET", "not-the-secret").run("sync", "--json");

        assertError(ended, 3, "The id and the secret do not belong together");
    }

    private static void assertError(Jar.Ended ended, int exitCode, String error) throws IOException {
        JsonNode printed = JSON.readTree(ended.out());
        assertThat(printed.path("error").asText()).as(ended.err()).contains(error);
        assertThat(printed.path("exitCode").asInt()).isEqualTo(exitCode);
        assertThat(ended.exitCode()).isEqualTo(exitCode);
        assertThat(ended.out()).startsWith("{").endsWith("}" + System.lineSeparator());
    }
}
