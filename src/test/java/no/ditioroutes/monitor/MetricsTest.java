package no.ditioroutes.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.database.Database;
import no.ditioroutes.sandbox.ConnectionFaults;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.ResponseFaults;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.Cursors;
import no.ditioroutes.stream.tables.Mode;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests the metrics that a running service exposes, and that the dashboard and the alerts use these. The stream of
 * hours fails from the start, two hours behind; the stream of machines runs.
 */
class MetricsTest {

    private static final String HOURS = "time-registrations";
    private static final String MACHINES = "machine-registrations";
    private static final Path DASHBOARD = Path.of("docker/grafana/dashboards/ditio-routes.json");
    private static final Path ALERTS = Path.of("docker/prometheus/alerts.yaml");
    private static final Pattern OURS = Pattern.compile("\\bditio_[a-z_]+");
    private static final Pattern METRIC = Pattern.compile("\\b[a-zA-Z_:]+(?=[{\\[])");
    private static final Set<String> LABELS = Set.of("stream", "result", "cause", "status", "part", "kind");

    @TempDir
    private static Path inbox;

    private static Sandbox sandbox;
    private static TestProgram program;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.empty());
        sandbox.states().enable(Fixture.COMPANY_ID, Fixture.PROJECT_ID);
        sandbox.faults().always(HOURS, Fault.status(500));
        Map<String, Object> settings = TestProgram.everything(sandbox);
        settings.put("sync.every", "1s");
        settings.put("watch.every-ms", "200");
        settings.put("inbox.folder", inbox.toString());
        settings.put("inbox.poll-ms", "50");
        settings.put("inbox.stable-ms", "100");
        settings.put("inbox.retry-after-ms", "200");
        leaveBehind(settings);
        program = TestProgram.service(settings);
    }

    @AfterAll
    static void stop() {
        program.close();
        sandbox.close();
    }

    @Test
    void hasEveryMetricOfTheDashboard() throws IOException {
        List<String> expressions =
                new ObjectMapper().readTree(DASHBOARD.toFile()).findValuesAsText("expr");

        assertThat(expressions).hasSizeGreaterThan(20).allSatisfy(expression -> {
            assertThat(exposed().names()).containsAll(found(OURS, expression));
            assertThat(found(METRIC, expression)).allMatch(metric -> metric.startsWith("ditio_"));
        });
    }

    @Test
    void hasEveryMetricOfTheAlerts() throws IOException {
        var rules =
                new ObjectMapper(new YAMLFactory()).readTree(ALERTS.toFile()).at("/groups/0/rules");

        assertThat(rules).hasSizeGreaterThanOrEqualTo(5).allSatisfy(rule -> {
            assertThat(found(OURS, rule.path("expr").asText()))
                    .isNotEmpty()
                    .isSubsetOf(exposed().names());
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            assertThat(rule.at("/annotations/description").asText()).isNotBlank();
        });
    }

    @Test
    void explainsEachMetricAndLabelsItWithNothingThatNamesOneRecordOrFile() {
        sandbox.stream(MACHINES).add(5);
        drop("explained.csv", row("EX-900", "08:00", "09:00"));
        soon().until(() -> exposed().value("ditio_import_records_total", "sent") > 0);

        assertThat(exposed().ours()).isNotEmpty().allSatisfy(sample -> {
            assertThat(exposed().helped())
                    .containsAnyOf(sample.name(), sample.name().replaceFirst("_(count|sum)$", ""));
            assertThat(LABELS).containsAll(sample.labels().keySet());
            assertThat(sample.labels().values()).allMatch(value -> value.matches("[a-z _-]+|40[13]"));
        });
    }

    @Test
    void countsRecordsByResult() {
        ScrapedMetrics before = exposed();
        List<String> ids = sandbox.stream(MACHINES).add(25);
        soon().until(() -> grown(before, "ditio_stream_rows_total", MACHINES, "upserted") == 25);

        sandbox.stream(MACHINES).delete(ids.get(0));

        soon().until(() -> grown(before, "ditio_stream_rows_total", MACHINES, "deleted") == 1);
        assertThat(grown(before, "ditio_stream_rows_total", MACHINES, "unchanged"))
                .isPositive();
        assertThat(grown(before, "ditio_stream_pages_total", MACHINES)).isPositive();
        assertThat(grown(before, "ditio_stream_runs_total", MACHINES, "success"))
                .isPositive();
        assertThat(grown(before, "ditio_stream_page_seconds_count", MACHINES)).isPositive();
        assertThat(grown(before, "ditio_sink_commit_seconds_sum", MACHINES)).isPositive();
        assertThat(grown(before, "ditio_sink_publish_seconds_sum", MACHINES)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"429, rate_limited", "503, server_error"})
    void countsRetriesByTheirCauseAndTheTimeThatDitioAskedFor(int status, String cause) {
        ScrapedMetrics before = exposed();

        sandbox.faults().next(MACHINES, Fault.status(status).withRetryAfter("1"));

        // This is the longest pause of this test. The other stream, which fails all the time, is not asked to wait.
        soon().until(() -> grown(before, "ditio_rate_limited_seconds_total") >= 0.2);
        soon().until(() -> grown(before, "ditio_retries_total", cause) >= 1);
    }

    @Test
    void countsThePausesThatGrowIfDitioIsBusyAndSendsNoRetryAfter() {
        ScrapedMetrics before = exposed();

        sandbox.faults().next(MACHINES, 3, Fault.status(429));

        soon().untilAsserted(() -> assertThat(grown(before, "ditio_rate_limited_seconds_total"))
                .isGreaterThanOrEqualTo(0.01 + 0.02 + 0.04 - 1e-9));
    }

    @Test
    void distinguishesAnInvalidResponseFromNone() {
        ScrapedMetrics before = exposed();

        sandbox.faults().next(MACHINES, ResponseFaults.html());
        soon().until(() -> grown(before, "ditio_retries_total", "bad_answer") == 1);
        sandbox.faults().next(MACHINES, ConnectionFaults.resetBeforeAnswer());

        soon().until(() -> grown(before, "ditio_retries_total", "no_answer") == 1);
    }

    @Test
    void raisesTheAlertOfRejectsIfARecordIsRejected() {
        double before = exposed().value("ditio_rejects", MACHINES);

        sandbox.stream(MACHINES)
                .put("{\"machineName\":\"without an id\",\"n\":" + System.nanoTime() + ",\"modifiedDateTime\":\""
                        + Instant.now() + "\"}");

        soon().until(() -> exposed().value("ditio_rejects", MACHINES) == before + 1);
    }

    @Test
    void raisesTheAlertOfRejectsIfAFileHasBadRowsOrIsRejected() {
        ScrapedMetrics before = exposed();

        drop("one-bad.csv", row("EX-901", "08:00", "09:00"), row("EX-901", "10:00", "25:00"));
        drop("nonsense.csv", "nonsense", "more of it");

        soon().until(() -> grown(before, "ditio_rejected_rows_total", "excavator-states") == 1);
        soon().until(() -> grown(before, "ditio_import_records_total", "rejected") == 1);
        soon().until(() -> grown(before, "ditio_inbox_handled_files_total", "rejected") == 1);
        soon().until(() -> grown(before, "ditio_import_records_total", "sent") > 0);
        soon().until(() -> grown(before, "ditio_inbox_handled_files_total", "done") >= 1);
    }

    @Test
    void raisesTheAlertOfCredentialsIfATokenIsRefused() {
        ScrapedMetrics before = exposed();

        sandbox.clients().disable(SandboxOptions.CLIENT_ID);
        try {
            sandbox.clients().revokeAllTokens();
            soon().until(() -> grown(before, "ditio_token_requests_total", "refused") > 0);
        } finally {
            sandbox.clients().enable(SandboxOptions.CLIENT_ID);
        }

        soon().until(() -> grown(before, "ditio_token_requests_total", "given") > 0);
    }

    @Test
    void raisesTheAlertOfCredentialsIfACallIsNotAllowed() {
        ScrapedMetrics before = exposed();

        sandbox.faults().next(MACHINES, Fault.status(403));

        soon().until(() -> grown(before, "ditio_refused_calls_total", "403") == 1);
        soon().until(() -> grown(before, "ditio_stream_runs_total", MACHINES, "failure") == 1);
    }

    @Test
    void raisesTheAlertOfLagIfAStreamFailsThatWasBehind() {
        soon().until(() -> exposed().value("ditio_stream_lag_seconds", HOURS) > 3600);
        assertThat(exposed().value("ditio_stream_cursor_timestamp_seconds", HOURS))
                .isLessThan(Instant.now().getEpochSecond() - 3600.0);

        soon().until(() -> exposed().value("ditio_stream_lag_seconds", MACHINES) < 60);
    }

    @Test
    void raisesTheAlertOfNoSuccessByATimeThatOnlySuccessMoves() {
        ScrapedMetrics before = exposed();
        double due = before.value("ditio_stream_success_due_timestamp_seconds", HOURS);
        assertThat(due).isLessThan(Instant.now().getEpochSecond() + 61.0);

        soon().until(() -> grown(before, "ditio_stream_runs_total", HOURS, "failure") >= 1
                && grown(before, "ditio_stream_success_due_timestamp_seconds", MACHINES) > 0);

        assertThat(exposed().value("ditio_stream_success_due_timestamp_seconds", HOURS))
                .isEqualTo(due);
        assertThat(exposed().value("ditio_stream_last_success_timestamp_seconds", HOURS))
                .isNaN();
    }

    @Test
    void raisesTheAlertOfAWaitingFileWhileItCannotBeSent() {
        ScrapedMetrics before = exposed();
        // All attempts of a request fail several times in a row.
        sandbox.faults().next("/external-excavator-state/import", 36, Fault.status(500));
        drop("waiting.csv", row("EX-902", "08:00", "09:00"));

        soon().until(() -> exposed().value("ditio_inbox_oldest_file_seconds") > 1);
        soon().until(() -> grown(before, "ditio_inbox_handled_files_total", "postponed") > 0);
        soon().until(() -> exposed().value("ditio_inbox_waiting_files") == 1);

        soon().until(() -> exposed().value("ditio_inbox_oldest_file_seconds") == 0);
        assertThat(exposed().value("ditio_inbox_waiting_files")).isZero();
    }

    @Test
    void explainsWhyAStreamIsNotReadyAndStaysAlive() {
        soon().until(() -> program.get("/actuator/health/readiness").body().contains("Its last run failed"));

        assertThat(program.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(program.get("/actuator/health").body())
                .contains("\"stream time-registrations\":{\"status\":\"DOWN\"", "with 500")
                .contains("\"database\":{\"status\":\"UP\"", "\"kafka\":{\"status\":\"UP\"");
        assertThat(program.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(exposed().value("ditio_ready", "stream time-registrations")).isZero();
    }

    @Test
    void isNotReadyWhileTheRouteOfAStreamIsStopped() throws Exception {
        var routes = program.camel().getRouteController();
        routes.stopRoute(MACHINES + "-poll");
        try {
            soon().until(() ->
                    program.get("/actuator/health").body().contains("The route machine-registrations-poll is Stopped"));
        } finally {
            routes.startRoute(MACHINES + "-poll");
        }

        soon().until(() -> exposed().value("ditio_ready", "stream " + MACHINES) == 1);
    }

    @Test
    void isNotReadyWhileTheRouteOfAKindOfFilesIsStopped() throws Exception {
        var routes = program.camel().getRouteController();
        soon().until(() -> exposed().value("ditio_ready", "inbox") == 1);
        routes.stopRoute("machines");
        try {
            soon().until(() -> program.get("/actuator/health").body().contains("The route machines is Stopped"));
            assertThat(exposed().value("ditio_inbox_waiting_files")).isNotNaN();
        } finally {
            routes.startRoute("machines");
        }

        soon().until(() -> exposed().value("ditio_ready", "inbox") == 1);
    }

    @Test
    void reportsWhenItStarted() {
        assertThat(exposed().value("ditio_start_time_seconds")).isPositive().isLessThan((double)
                Instant.now().getEpochSecond());
    }

    @Test
    void reportsItsVersion() {
        assertThat(program.get("/actuator/info").body()).contains("\"version\":\"");
    }

    /** A cursor as a run of two hours ago left it. */
    private static void leaveBehind(Map<String, Object> settings) {
        String environment = sandbox.addresses().reporting() + "/v1/" + HOURS + "?ChunkLimit=10000";
        Instant then = Instant.now().minus(Duration.ofHours(2));
        try (Database database = new Database(
                settings.get("jdbc.url").toString(),
                settings.get("jdbc.username").toString(),
                new SecretSetting("JDBC_PASSWORD", settings.get("jdbc.password").toString(), ""))) {
            new Cursors(database)
                    .create(Cursor.first(HOURS, environment)
                            .window(environment, Mode.INCREMENTAL, then, then, then)
                            .idle(then));
        }
    }

    private static ScrapedMetrics exposed() {
        return ScrapedMetrics.of(program.get("/actuator/prometheus").body());
    }

    private static double grown(ScrapedMetrics before, String name, String... labels) {
        return exposed().value(name, labels) - before.value(name, labels);
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text).results().forEach(match -> found.add(match.group()));
        return found;
    }

    private static void drop(String name, String... rows) {
        try {
            Path draft = Files.writeString(
                    inbox.resolve(name + ".tmp"),
                    "companyId,projectId,machineId,state,startTime,endTime\n" + String.join("\n", rows) + "\n");
            Files.move(draft, inbox.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String row(String machine, String from, String to) {
        return "%s,%s,%s,Idle,2026-01-15T%s:00Z,2026-01-15T%s:00Z"
                .formatted(Fixture.COMPANY_ID, Fixture.PROJECT_ID, machine, from, to);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
    }
}
