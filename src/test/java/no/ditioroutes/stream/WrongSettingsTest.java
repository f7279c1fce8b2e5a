package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes and settings that a user got wrong: what is told names the place and what belongs there. */
class WrongSettingsTest {

    private static final String FILE = "machine-registrations.camel.yaml";

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
    void doesNotStartWithoutWhatOtherFilesNeed() {
        assertDoesNotStart(EditableRoutes.copy().edit("shared/errors.camel.yaml", "exception:", "exceptionn:"))
                .hasMessageContaining("shared/errors.camel.yaml")
                .hasMessageContaining("exceptionn")
                .hasMessageContaining("All routes depend on this file");
        assertDoesNotStart(EditableRoutes.copy().edit("shared/errors.camel.yaml", "    id: poll\n", "   id: poll\n"))
                .hasMessageContaining("shared/errors.camel.yaml, line ")
                .hasMessageContaining("It is not valid YAML");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            sync.every               | ofte            | DITIO_SYNC_EVERY is 'ofte'
            sync.every               | 15              | DITIO_SYNC_EVERY is '15'
            sync.cron                | every morning   | DITIO_SYNC_CRON is 'every morning'
            """)
    void namesAScheduleThatIsNone(String setting, String value, String message) {
        UserFacingException failure = catchThrowableOfType(UserFacingException.class, () -> start(setting, value));

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SETTINGS);
        assertThat(failure).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            log.format               | xml             | DITIO_LOG_FORMAT is 'xml', expected text or json
            DITIO_CONFIG_TREE        | /no/such        | DITIO_CONFIG_TREE is '/no/such', expected a folder
            ditio.client-secret-file | /no/such        | DITIO_CLIENT_SECRET and DITIO_CLIENT_SECRET_FILE are both set
            jdbc.password            | bl"abaer        | JDBC_PASSWORD_FILE
            ditio.ca-file            | /no/such.pem    | DITIO_CA_FILE names /no/such.pem, which cannot be read
            ditio.masstransport-base | http://x.y/mass | DITIO_MASSTRANSPORT_BASE is 'http://x.y/mass', expected https
            kafka.security-protocol  | SASL_SSL        | KAFKA_SECURITY_PROTOCOL is SASL_SSL, but KAFKA_SASL_MECHANISM is not set
            kafka.ca-file            | /no/such.pem    | KAFKA_CA_FILE is set, but not used with KAFKA_SECURITY_PROTOCOL=PLAINTEXT
            jdbc.url                 | jdbc:postgresql://db/x?sslmode=verify-full | JDBC_URL has sslmode=verify-full without sslrootcert
            """)
    void doesNotStartWhereWhatProtectsIsSetInPart(String setting, String value, String message) {
        UserFacingException failure = catchThrowableOfType(UserFacingException.class, () -> start(setting, value));

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SETTINGS);
        assertThat(failure).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            sync.chunk-limit         | mange           | 'mange' for chunkLimit, expected a number from 1 to 10000
            sync.chunk-limit         | 10001           | '10001' for chunkLimit
            sync.overlap             | ti minutter     | 'ti minutter' for overlap, expected a duration
            ditio.reporting-base     | core-api.ditio  | DITIO_REPORTING_BASE is 'core-api.ditio', expected an address
            ditio.identity-base      | https:/no-host  | DITIO_IDENTITY_BASE is 'https:/no-host'
            """)
    void namesASettingOfAStreamThatMakesNoSense(String setting, String value, String message) {
        try (TestProgram program = start(setting, value)) {
            UserFacingException failure = catchThrowableOfType(
                    UserFacingException.class, () -> program.streams().sync(MACHINES));

            assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SETTINGS);
            assertThat(failure).hasMessageContaining(message);
        }
    }

    @ParameterizedTest
    @CsvSource({"sync.chunk-limit, 20000", "sync.overlap, ti minutter", "sync.lag, 5"})
    void doesNotStartAServiceWithASettingThatMakesNoSenseForAStream(String setting, String value) {
        try (TestProgram program = start(setting, value)) {
            UserFacingException failure = catchThrowableOfType(UserFacingException.class, () -> program.check());

            assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SETTINGS);
            assertThat(failure).hasMessageContaining("has '" + value + "' for");
        }
    }

    @Test
    void stopsNoOtherStreamOfAServiceByTheWrongSettingOfOne() {
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        try (TestProgram program = TestProgram.start(settings)) {
            program.streams().sync(MACHINES);
            assertThat(program.cursors().find(MACHINES)).isPresent();
        }
        settings.put("sync.every", "1s");
        settings.put("watch.every-ms", "200");
        settings.put(
                "camel.main.routes-include-pattern",
                EditableRoutes.copy()
                        .edit(FILE, "path: /v1", "overlap: 10x, path: /v1")
                        .pattern());

        try (TestProgram program = TestProgram.service(settings)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> program.get("/actuator/health").body().contains("has '10x' for overlap"));
            await().atMost(Duration.ofSeconds(30)).until(() -> program.get("/actuator/health")
                    .body()
                    .contains("\"stream time-registrations\":{\"status\":\"UP\",\"detail\":\"Its last run ended well"));
            assertThat(program.get("/actuator/health").body()).contains("\"database\":{\"status\":\"UP\"");
        }
    }

    @Test
    void readsFilesOfTheConfigTreeAsEditorsOnWindowsSaveThem(@TempDir Path tree) throws IOException {
        Path file =
                Files.writeString(tree.resolve("DITIO_CLIENT_SECRET"), "\uFEFF" + SandboxOptions.CLIENT_SECRET + "\n");
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        settings.remove("ditio.client-secret");
        System.setProperty("DITIO_CONFIG_TREE", tree.toString());
        try {
            try (TestProgram program = TestProgram.start(settings)) {
                assertThat(program.streams().sync(MACHINES).complete()).isTrue();
            }
            Files.write(file, SandboxOptions.CLIENT_SECRET.getBytes(StandardCharsets.UTF_16));
            assertThat(catchThrowableOfType(UserFacingException.class, () -> TestProgram.start(settings)))
                    .hasMessageContaining("The file DITIO_CLIENT_SECRET of DITIO_CONFIG_TREE is in UTF-16");
        } finally {
            System.clearProperty("DITIO_CONFIG_TREE");
        }
    }

    @Test
    void takesABaseThatEndsWithASlash() {
        try (TestProgram program =
                start("ditio.reporting-base", sandbox.addresses().reporting() + "/")) {
            assertThat(program.streams().sync(MACHINES).complete()).isTrue();
        }
    }

    private static AbstractThrowableAssert<?, UserFacingException> assertDoesNotStart(EditableRoutes routes) {
        UserFacingException failure = catchThrowableOfType(
                UserFacingException.class, () -> start("camel.main.routes-include-pattern", routes.pattern()));
        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SETTINGS);
        return assertThat(failure);
    }

    private static TestProgram start(String setting, String value) {
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        settings.put(setting, value);
        return TestProgram.start(settings);
    }
}
