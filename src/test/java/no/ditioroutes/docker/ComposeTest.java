package no.ditioroutes.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map.Entry;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docker/compose.yaml} starts, and how it is locked in. No container is started here. */
class ComposeTest {

    private static final Path FOLDER = Path.of("docker");
    private static final JsonNode COMPOSE = Texts.yaml("docker/compose.yaml");
    private static final Pattern EXACT = Pattern.compile("[a-z0-9/-]+:v?\\d+\\.\\d+(\\.\\d+)*(-[a-z]+)?");
    private static final Pattern SECRET = Pattern.compile(".*(SECRET|PASSWORD|TOKEN).*");

    record Service(String name, JsonNode yaml) {

        List<String> texts(String field) {
            return yaml.path(field).valueStream().map(JsonNode::asText).toList();
        }

        List<Entry<String, JsonNode>> environment() {
            return yaml.path("environment").propertyStream().toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Service> services() {
        return COMPOSE.path("services")
                .propertyStream()
                .map(service -> new Service(service.getKey(), service.getValue()));
    }

    @ParameterizedTest
    @MethodSource("services")
    void pinsTheVersion(Service service) {
        assertThat(service.yaml().path("image").asText()).matches(EXACT);
    }

    @ParameterizedTest
    @MethodSource("services")
    void publishesOnLoopbackAlone(Service service) {
        assertThat(service.texts("ports")).allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
        assertThat(service.yaml().path("network_mode").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("services")
    void isWatchedAndStartedAgain(Service service) {
        assertThat(service.yaml().path("healthcheck").path("test")).isNotEmpty();
        assertThat(service.yaml().path("restart").asText()).isEqualTo("unless-stopped");
    }

    @ParameterizedTest
    @MethodSource("services")
    void waitsForWhatItNeedsToBeHealthy(Service service) {
        assertThat(service.yaml().path("depends_on"))
                .allSatisfy(
                        other -> assertThat(other.path("condition").asText()).isEqualTo("service_healthy"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void isLockedIn(Service service) {
        assertThat(service.yaml().path("read_only").asBoolean()).isTrue();
        assertThat(service.texts("cap_drop")).containsExactly("ALL");
        assertThat(service.texts("security_opt")).containsExactly("no-new-privileges:true");
        assertThat(service.yaml().path("privileged").isMissingNode()).isTrue();
        assertThat(Stream.of("mem_limit", "cpus", "pids_limit")).allMatch(service.yaml()::has);
    }

    @ParameterizedTest
    @MethodSource("services")
    void readsItsSecretsFromFiles(Service service) {
        assertThat(service.environment()).allSatisfy(variable -> {
            if (SECRET.matcher(variable.getKey()).matches()) {
                assertThat(variable.getKey()).endsWith("_FILE");
                assertThat(service.texts("secrets"))
                        .map(secret -> "/run/secrets/" + secret)
                        .contains(variable.getValue().asText());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("services")
    void mountsWhatIsThere(Service service) {
        assertThat(service.texts("volumes")).isNotNull().allSatisfy(volume -> {
            String source = volume.split(":", -1)[0];
            if (source.startsWith(".")) {
                assertThat(FOLDER.resolve(source)).exists();
                assertThat(volume).endsWith(":ro");
            } else {
                assertThat(COMPOSE.path("volumes").has(source)).as(source).isTrue();
            }
        });
    }

    @Test
    void keepsSecretsOutOfTheRepositoryAndTellsHowToMakeThem() {
        assertThat(Texts.read(".gitignore").lines()).contains("/docker/secrets/");
        assertThat(COMPOSE.path("secrets").propertyStream()).isNotEmpty().allSatisfy(secret -> {
            assertThat(secret.getValue().path("file").asText()).isEqualTo("./secrets/" + secret.getKey());
            assertThat(Texts.read("docker/compose.yaml")).contains("> docker/secrets/" + secret.getKey());
        });
    }

    @Test
    void givesTheProductSettingsThatItKnows() {
        assertThat(services().filter(service -> service.name().equals("product")))
                .singleElement()
                .satisfies(product -> assertThat(product.environment())
                        .extracting(Entry::getKey)
                        .isNotEmpty()
                        .isSubsetOf(Texts.settings()));
    }

    @Test
    void isTakenByDockerCompose() throws Exception {
        assumeTrue(Tool.isInstalled("docker-compose"), "docker-compose is not installed");

        Tool config = Tool.run("docker-compose", "-f", "docker/compose.yaml", "config", "-q");

        assertThat(config.output()).isEmpty();
        assertThat(config.exitCode()).isZero();
    }
}
