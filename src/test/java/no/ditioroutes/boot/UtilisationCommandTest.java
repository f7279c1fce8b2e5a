package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.utilisation.Utilisation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Machine hours are read by {@code sync} and by the service, where a project is set. */
class UtilisationCommandTest {

    private static final String STREAM = "machine-utilisation";
    private static final String TOTALS = "/external-excavator-state/aggregated-data-per-state";

    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.empty());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void forgetRequests() {
        sandbox.requests().clear();
    }

    @Test
    void readsTheUsualProjectWithTheStreamsWhereNoOtherIsSet() {
        try (TestProgram program = TestProgram.start(withUsualProject())) {
            Ran ran = program.run("sync", "--json");

            assertThat(ran.exitCode()).isZero();
            assertThat(ran.json().findValuesAsText("stream"))
                    .containsExactly("machine-registrations", STREAM, "time-registrations");
            assertThat(ran.json().get(1).path("records").asInt()).isEqualTo(7);
            assertThat(sandbox.requests().matching(TOTALS)).hasSize(1).allSatisfy(request -> assertThat(request.body())
                    .contains(Fixture.PROJECT_ID));
        }
    }

    @Test
    void endsWithTheExitCodeOfARefusalWhereDitioRefusesAProject() {
        Map<String, Object> settings = settings();
        settings.put("utilisation.projects", Fixture.EXTERNAL_COMPANY_ID + "/" + Fixture.EXTERNAL_PROJECT_ID);
        try (TestProgram program = TestProgram.start(settings)) {
            Ran ran = program.run("sync", STREAM, "--json");

            assertThat(ran.exitCode()).isEqualTo(UserFacingException.Kind.REFUSED.exitCode());
            assertThat(ran.json().path("error").asText()).contains(Fixture.EXTERNAL_PROJECT_ID, "403");
            assertThat(ran.json().path("result")).singleElement().satisfies(outcome -> {
                assertThat(outcome.path("outcome").asText()).isEqualTo("failed");
                assertThat(outcome.path("message").asText()).contains(Fixture.EXTERNAL_PROJECT_ID, "403");
            });
        }
    }

    @Test
    void readsNothingWhereNoProjectIsSetAndSaysSoOnce() {
        try (TestProgram program = TestProgram.start(settings())) {
            ListAppender<ILoggingEvent> log = listen(Utilisation.class.getName());
            JsonNode all = program.run("sync", "--json").json();
            JsonNode named = program.run("sync", STREAM, "--json").json();
            program.run("sync", STREAM);

            assertThat(all.findValuesAsText("stream")).containsExactly("machine-registrations", "time-registrations");
            assertThat(named.get(0).path("outcome").asText()).isEqualTo("done");
            assertThat(named.get(0).path("records").asInt()).isZero();
            assertThat(sandbox.requests().matching(TOTALS)).isEmpty();
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .singleElement()
                    .asString()
                    .contains("utilisation.projects names no project", "DITIO_MASSTRANSPORT_BASE");
        }
    }

    @Test
    void readsNothingOfTheUsualProjectWithoutTheAddressOfMassTransport() {
        Map<String, Object> settings = withUsualProject();
        settings.put("ditio.masstransport-base", "");
        try (TestProgram program = TestProgram.start(settings)) {
            Ran ran = program.run("sync", "--json");

            assertThat(ran.exitCode()).isZero();
            assertThat(ran.json().findValuesAsText("stream")).doesNotContain(STREAM);
        }
    }

    @Test
    void namesTheAddressThatIsMissingWhereProjectsAreSet() {
        Map<String, Object> settings = settings();
        settings.put("utilisation.projects", "c1/p1");
        settings.put("ditio.masstransport-base", "");
        try (TestProgram program = TestProgram.start(settings)) {
            Ran ran = program.run("sync", STREAM, "--json");

            assertThat(ran.exitCode()).isEqualTo(UserFacingException.Kind.SETTINGS.exitCode());
            assertThat(ran.json().path("error").asText()).contains("DITIO_MASSTRANSPORT_BASE is not set");
        }
    }

    @Test
    void readsAPeriod() {
        try (TestProgram program = TestProgram.start(withUsualProject())) {
            Ran ran = program.run("utilisation", "--from", "2026-01-01", "--to", "2026-01-31", "--json");

            assertThat(ran.exitCode()).as(ran.err()).isZero();
            assertThat(ran.json().get(0).path("stream").asText()).isEqualTo(STREAM);
            assertThat(ran.json().get(0).path("records").asInt()).isEqualTo(31);
            assertThat(sandbox.requests().matching(TOTALS)).singleElement().satisfies(request -> assertThat(
                            request.body())
                    .contains("\"fromDate\":\"2026-01-01\"", "\"toDate\":\"2026-02-01\""));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31, 2026-01-01, 'ends on 2026-01-01, before it begins'",
        "1026-01-31, 2026-01-01, 'is longer than 3660 days'",
        "-999999999-01-01, 2026-01-01, 'is longer than 3660 days'",
        "yesterday, 2026-01-01, yesterday"
    })
    void saysWhatIsWrongWithAPeriod(String from, String to, String message) {
        try (TestProgram program = TestProgram.start(withUsualProject())) {
            Ran ran = program.run("utilisation", "--from=" + from, "--to", to);

            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.out() + ran.err()).contains(message);
            assertThat(sandbox.requests().matching(TOTALS)).isEmpty();
        }
    }

    @Test
    void saysThatThereIsNoProjectToReadAPeriodOf() {
        try (TestProgram program = TestProgram.start(settings())) {
            Ran ran = program.run("utilisation", "--from", "2026-01-01", "--to", "2026-01-31");

            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.out() + ran.err()).contains("set utilisation.projects to COMPANY/PROJECT");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            utilisation.projects | c1/p1, c2   | utilisation.projects has 'c2', expected COMPANY/PROJECT
            utilisation.projects | c1/p1/x     | utilisation.projects has 'c1/p1/x', expected COMPANY/PROJECT
            utilisation.projects | c1/         | utilisation.projects has 'c1/', expected COMPANY/PROJECT
            utilisation.days     | 0           | utilisation.days is 0, expected how many days to read
            """)
    void namesASettingThatMakesNoSense(String setting, String value, String message) {
        Map<String, Object> settings = settings();
        settings.put(setting, value);

        UserFacingException failure = catchThrowableOfType(
                UserFacingException.class, () -> TestProgram.start(settings).close());

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SETTINGS);
        assertThat(failure).hasMessageContaining(message);
    }

    @Test
    void readsAtEveryIntervalAndTellsWhatDitioRefuses() {
        Map<String, Object> settings = withUsualProject();
        settings.put("sync.polling", "true");
        settings.put("sync.every", "1s");
        sandbox.states().disable(Fixture.COMPANY_ID, Fixture.PROJECT_ID);
        try (TestProgram program = TestProgram.start(settings)) {
            ListAppender<ILoggingEvent> log = listen("no.ditioroutes.poll");
            await().atMost(Duration.ofSeconds(20)).until(() -> errors(log).stream()
                    .anyMatch(error -> error.startsWith("The machine hours of 1 of 1 projects were not read")));

            sandbox.states().enable(Fixture.COMPANY_ID, Fixture.PROJECT_ID);

            sandbox.requests().clear();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> sandbox.requests().matching(TOTALS).size() >= 2);
            assertThat(program.run("status", "--json").json().findValuesAsText("stream"))
                    .doesNotContain(STREAM);
        } finally {
            sandbox.states().enable(Fixture.COMPANY_ID, Fixture.PROJECT_ID);
        }
    }

    /** From the start of a program on, which sets up logging; the start of the next one ends it. */
    private static ListAppender<ILoggingEvent> listen(String name) {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        ((Logger) LoggerFactory.getLogger(name)).addAppender(log);
        return log;
    }

    private static List<String> errors(ListAppender<ILoggingEvent> log) {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static Map<String, Object> withUsualProject() {
        Map<String, Object> settings = settings();
        settings.put("ditio.company-id", Fixture.COMPANY_ID);
        settings.put("ditio.project-id", Fixture.PROJECT_ID);
        return settings;
    }

    private static Map<String, Object> settings() {
        return TestProgram.settings(sandbox, "jdbc:h2:mem:" + UUID.randomUUID());
    }
}
