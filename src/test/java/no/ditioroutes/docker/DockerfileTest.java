package no.ditioroutes.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the image is made of and how it runs, as {@code docker/Dockerfile} says; and its health check, run here. */
class DockerfileTest {

    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void standsOnAnExactVersionOfTheJre() {
        assertThat(Dockerfile.of("FROM"))
                .isNotEmpty()
                .allMatch(from -> from.matches("eclipse-temurin:17\\.\\d+\\.\\d+\\S*_\\d+-jre-\\w+( AS \\w+)?"));
    }

    @Test
    void runsWithoutRootAndTakesSignalsAndCommandsItself() throws IOException {
        assertThat(Dockerfile.of("USER")).singleElement().asString().matches("[1-9]\\d+:[1-9]\\d+");
        assertThat(Dockerfile.entrypoint())
                .startsWith("java")
                .contains("-XX:MaxRAMPercentage=70")
                .endsWith("-jar", "ditio-routes.jar");
        assertThat(Dockerfile.of("CMD")).isEmpty();
    }

    @Test
    void setsWhatTheProgramKnowsAndNoSecret() {
        List<String> names = Dockerfile.of("ENV").stream()
                .flatMap(line ->
                        Pattern.compile("(\\w+)=\\S").matcher(line).results().map(name -> name.group(1)))
                .filter(name -> name.matches("[A-Z_]+"))
                .filter(name -> !name.equals("AUTO_SERVER"))
                .toList();

        assertThat(names).isNotEmpty().isSubsetOf(Texts.settings());
        assertThat(names).noneMatch(name -> name.matches(".*(SECRET|PASSWORD|TOKEN).*"));
    }

    @Test
    void copiesWhatTheContextHas() {
        List<String> context = Texts.read(".dockerignore").lines().toList();

        assertThat(Dockerfile.of("COPY").stream().filter(copy -> !copy.startsWith("--from")))
                .extracting(copy -> copy.split(" ", 2)[0].replaceAll("/$", ""))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(context).contains("!" + source));
        assertThat(context).contains("*");
        assertThat(context.indexOf("config/secrets")).isGreaterThan(context.indexOf("!config"));
    }

    @Test
    void isHealthyWhereItIsAlive() throws Exception {
        server.createContext("/actuator/health/liveness", call -> call.sendResponseHeaders(200, -1));

        assertThat(check().exitCode()).isZero();
    }

    @Test
    void isNotHealthyWhereItIsNotAlive() throws Exception {
        server.createContext("/actuator/health/liveness", call -> call.sendResponseHeaders(503, -1));

        assertThat(check().exitCode()).isNotZero();
    }

    @Test
    void isNotHealthyWhereNobodyListens() throws Exception {
        server.stop(0);

        assertThat(check().exitCode()).isNotZero();
    }

    private Tool check() throws IOException, InterruptedException {
        return Tool.run(
                "bash",
                "docker/healthcheck.sh",
                Integer.toString(server.getAddress().getPort()));
    }
}
