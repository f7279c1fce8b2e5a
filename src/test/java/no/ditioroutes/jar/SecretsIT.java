package no.ditioroutes.jar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import no.ditioroutes.Postgres;
import no.ditioroutes.SecretMasker;
import no.ditioroutes.sandbox.ApiClient;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that meets everything, with every logger told to say all it knows: no secret is in what is written. */
class SecretsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLIENT = SandboxOptions.CLIENT_ID;
    private static final String SECRET = "s&c=r+t%20/#;,)'\\ Geheimnis";
    private static final String PASSWORD = "pa$$w0rd/of+the=database";
    private static final String MACHINES = "/v1/machine-registrations";

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.empty());
    private final Postgres.Database database = Postgres.shared().newDatabase();
    private final Jar jar = Jar.on(sandbox, database)
            .with("DITIO_CLIENT_SECRET", SECRET)
            .with("JDBC_URL", database.url() + "?sslpassword=" + encoded(PASSWORD + "2"))
            .with("JDBC_PASSWORD", PASSWORD);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void areInNothingThatIsWritten() {
        Jar.Ended sync = meetEverything();

        assertThat(sync.err().lines().filter(line -> line.contains(" TRACE "))).isNotEmpty();
    }

    @Test
    void areInNoLineOfJsonEitherWhenTheyComeFromFiles(@TempDir Path tree) throws IOException {
        Files.writeString(tree.resolve("DITIO_CLIENT_SECRET"), SECRET + "\n");
        Path password = Files.writeString(tree.resolve("password"), PASSWORD + "\n");
        jar.without("DITIO_CLIENT_SECRET").with("DITIO_CONFIG_TREE", tree.toString());
        jar.without("JDBC_PASSWORD").with("JDBC_PASSWORD_FILE", password.toString());
        jar.with("DITIO_LOG_FORMAT", "json");

        Jar.Ended sync = meetEverything();

        assertThat(sync.err().lines().map(SecretsIT::json))
                .allMatch(line -> line.has("@timestamp") && line.has("level") && line.has("message"))
                .anyMatch(line -> line.path("level").asText().equals("TRACE"));
    }

    private Jar.Ended meetEverything() {
        // given
        tellAll();
        sandbox.clients().register(ApiClient.of(CLIENT, SECRET));
        sandbox.stream("machine-registrations").add(3);
        sandbox.faults().next(MACHINES, Fault.status(500));
        sandbox.faults().next(MACHINES, Fault.tokenRevoked());
        sandbox.faults().next("/v1/time-registrations", Fault.meanwhile(this::changeTheSecret));

        // when
        Jar.Ended sync = jar.run("sync");

        // then
        assertThat(sync.exitCode()).as(sync.out()).isEqualTo(3);
        assertThat(sandbox.clients().tokenCalls()).isEqualTo(3);
        // The text is long: only what is wrong with it is to be told.
        assertThat(Stream.of("org.apache.camel", "com.zaxxer.hikari", "with 500", "invalid_client", SecretMasker.MASK)
                        .filter(word -> !(sync.out() + sync.err()).contains(word)))
                .isEmpty();
        assertThat(secrets().filter(secret -> (sync.out() + sync.err()).contains(secret)))
                .isEmpty();
        assertThat(Stream.of("http.wire", "http.headers", "h.wire", "h.headers").filter(sync.err()::contains))
                .isEmpty();
        return sync;
    }

    private void tellAll() {
        jar.with("LOGGING_LEVEL_ROOT", "TRACE");
        Stream.of(
                        "NO_DITIOROUTES",
                        "ORG_APACHE",
                        "ORG_APACHE_HC_CLIENT5_HTTP_HEADERS",
                        "ORG_APACHE_HC_CLIENT5_HTTP_WIRE")
                .forEach(logger -> jar.with("LOGGING_LEVEL_" + logger, "TRACE"));
        Stream.of("ORG_SPRINGFRAMEWORK", "COM_ZAXXER", "ORG_FLYWAYDB", "ORG_QUARTZ", "ORG_POSTGRESQL")
                .forEach(logger -> jar.with("LOGGING_LEVEL_" + logger, "TRACE"));
    }

    private void changeTheSecret() {
        sandbox.clients().register(ApiClient.of(CLIENT, "another"));
        sandbox.clients().revokeAllTokens();
    }

    /** All that must not be shown, in the ways it may be written. */
    private Stream<String> secrets() {
        Stream<String> tokens = sandbox.requests().all().stream()
                .map(request -> request.headers().getOrDefault("Authorization", "Bearer none-was-sent"))
                .map(header -> header.substring("Bearer ".length()));
        return Stream.concat(Stream.of(SECRET, PASSWORD), tokens.distinct())
                .flatMap(secret -> Stream.of(
                        secret, encoded(secret), quoted(secret), base64(secret), base64(CLIENT + ":" + secret)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("expected JSON, found: " + line, e);
        }
    }
}
