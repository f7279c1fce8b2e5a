package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.HOURS;
import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.ditioroutes.CapturedWarnings;
import no.ditioroutes.boot.Ran;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.routes.RouteFiles;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/** Tests that a route file that cannot be loaded is rejected with the same message at the start and at run time. */
class BrokenRoutesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String FILE = MACHINES + ".camel.yaml";
    private static final String COPY = MACHINES + " - Copy.camel.yaml";

    private static no.ditioroutes.stream.EditableRoutes files;
    private static String right;
    private static Sandbox sandbox;
    private static TestProgram service;

    private CapturedWarnings log;

    @BeforeAll
    static void start() {
        files = no.ditioroutes.stream.EditableRoutes.copy();
        right = files.read(FILE);
        sandbox = Sandbox.start(SandboxOptions.empty());
        Map<String, Object> settings = settings();
        settings.put("sync.every", "1h");
        service = TestProgram.reloading(settings);
    }

    @AfterAll
    static void stop() {
        service.close();
        sandbox.close();
    }

    @BeforeEach
    void listen() {
        log = new CapturedWarnings(RouteFiles.class);
    }

    @AfterEach
    void restore() {
        log.close();
        files.remove(COPY);
        files.write(FILE, right);
        await().atMost(PATIENCE).until(() -> refused(service).isEmpty() && isRunning(MACHINES));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            '      uri: direct:'     | '   uri: direct:'      | 21 | It is not valid YAML: while parsing a block mapping
            '- route:'               | '- rout:'              | 15 | 'rout' is not an entry of a route file; did you mean route?
            '      steps:'           | '      stepz:'         |    | stepz
            'ditio-kafka:upsert'     | 'ditio-kafka:upsertt'  | 48 | ditio-kafka has no step upsertt; did you mean upsert?
            'ditio-kafka:upsert'     | 'ditio-kafk:upsert'    | 48 | ditio-kafk
            'windowColumn'           | 'windowColum'          | 25 | ditio-stream:open has no option windowColum; did you mean windowColumn?
            'ditio-stream:commit'    | 'ditio-stream:comit'   | 49 | ditio-stream has no step comit; did you mean commit?
            'ditio-stream:commit'    | 'ditio-run:commit'     | 49 | ditio-run:commit is called ditio-stream:commit now
            'Ref: stream-polling'    | 'Ref: stream-poling'   | 11 | There is no routeTemplate stream-poling
            'expression: isDeleted'  | 'expression: isDeletd' | 41 | isDeletd
            'path: /v1'              | 'from: x, to: y, path: /v1' | 25 | 'x' for from or to
            """)
    void isRefusedWithOneReasonAndItsRoutesStayWhatTheyWere(String from, String to, Integer line, String reason) {
        Route before = service.camel().getRoute(MACHINES);
        files.write(FILE, right.replaceFirst(from, to.replace("\\n", "\n")));
        await().atMost(PATIENCE).until(() -> !refused(service).isEmpty());

        assertThat(refused(service))
                .singleElement()
                .asString()
                .contains(FILE + (line == null ? ", line " : ", line " + line + ": "), reason)
                .doesNotContain("\n", "Exception:");
        assertThat(service.camel().getRoute(MACHINES)).isSameAs(before);
        assertThat(isRunning(MACHINES)).isTrue();
        assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(service.get("/actuator/health").body())
                .contains("\"routes\":{\"status\":\"DOWN\"", "Its previous routes keep running");
        assertThat(log.messages())
                .filteredOn(each -> each.contains(FILE))
                .singleElement()
                .asString()
                .startsWith(refused(service).get(0));
        try (TestProgram started = TestProgram.start(settings())) {
            assertThat(refused(started)).isEqualTo(refused(service));
        }
    }

    @Test
    void leavesOutTheRoutesOfABrokenFileAtTheStartAndRunsAllOthers() {
        files.write(FILE, right.replace("ditio-stream:commit", "ditio-stream:comit"));

        try (TestProgram started = TestProgram.start(settings())) {
            Ran status = started.run("status");
            Ran other = started.run("sync", HOURS);
            Ran broken = started.run("sync", MACHINES);
            Ran check = started.run("check");

            assertThat(status.exitCode()).isZero();
            assertThat(other.exitCode()).isZero();
            assertThat(broken.exitCode()).isEqualTo(2);
            assertThat(broken.err()).contains("There is no stream " + MACHINES, FILE, "no step comit");
            assertThat(check.exitCode()).isEqualTo(2);
            assertThat(check.out())
                    .containsPattern("routes +wrong +\\S*" + FILE + ", line \\d+: .*no step comit")
                    .containsPattern("endpoint of time-registrations +ok");
        }
    }

    @Test
    void refusesACopyOfAFileByItsNameInBothCases() {
        Route before = service.camel().getRoute(MACHINES);
        files.write(COPY, right);
        await().atMost(PATIENCE).until(() -> !refused(service).isEmpty());

        assertThat(refused(service))
                .singleElement()
                .asString()
                .contains(COPY + ", line ", "It defines the route machine-registrations", FILE + " defines already");
        assertThat(service.camel().getRoute(MACHINES)).isSameAs(before);
        try (TestProgram started = TestProgram.start(settings())) {
            assertThat(refused(started)).isEqualTo(refused(service));
            assertThat(started.streams().registry().get(MACHINES).file()).endsWith("/" + FILE);
        }
    }

    /** Two routes cannot listen to the same direct endpoint, which shows when the second starts. */
    @Test
    void bringsTheOldRoutesBackIfNewOnesFailOnlyWhenTheyStart() {
        Route before = service.camel().getRoute(MACHINES);
        files.write(
                FILE,
                right
                        + """

                        - route:
                            id: second-listener
                            description: Listens where another route does
                            from:
                              uri: direct:fetch-page
                              steps:
                                - to: {uri: "log:second"}
                        """);
        await().atMost(PATIENCE).until(() -> !refused(service).isEmpty() && isRunning(MACHINES));

        assertThat(service.camel().getRoute(MACHINES))
                .as("it was replaced and brought back")
                .isNotSameAs(before);
        assertThat(service.camel().getRoute("second-listener")).isNull();
        assertThat(refused(service)).singleElement().asString().contains(FILE, "direct:");
        assertThat(service.run("sync", MACHINES).exitCode()).isZero();
    }

    @Test
    void stopsTheRoutesOfARemovedFileAndReportsIt() {
        files.remove(FILE);

        await().atMost(PATIENCE).until(() -> service.camel().getRoute(MACHINES) == null);

        assertThat(service.camel().getRoute(MACHINES + "-poll")).isNull();
        assertThat(isRunning(HOURS)).isTrue();
        assertThat(log.messages()).anyMatch(line -> line.contains(FILE) && line.endsWith("the file was removed"));
    }

    @Test
    void takesAnEmptyFileForOneThatIsBeingSaved() {
        Route before = service.camel().getRoute(HOURS);
        String text = files.read(HOURS + ".camel.yaml");
        files.truncate(HOURS + ".camel.yaml");
        // Another change shows that the files were read meanwhile.
        Route other = service.camel().getRoute(MACHINES);
        files.write(FILE, right.replace("Reads pages", "Takes pages"));
        await().atMost(PATIENCE).until(() -> service.camel().getRoute(MACHINES) != other && isRunning(MACHINES));
        files.write(HOURS + ".camel.yaml", text + "\n");
        await().atMost(PATIENCE).until(() -> service.camel().getRoute(HOURS) != before && isRunning(HOURS));

        assertThat(log.messages()).noneMatch(line -> line.contains(HOURS + ".camel.yaml"));
    }

    /**
     * Tests that validating a file leaves no schedule: it would start, and miss its first trigger, before its route
     * exists.
     */
    @Test
    void leaveNoScheduleBehindWhenTheyAreTested() throws SchedulerException {
        files.write(
                COPY,
                """
                - route:
                    id: soon
                    description: Runs soon
                    from:
                      uri: quartz:soon?trigger.repeatInterval=3600000
                      steps:
                        - to: {uri: ditio-kafk:upsert}
                """);
        await().atMost(PATIENCE).until(() -> !refused(service).isEmpty());

        assertThat(service.camel()
                        .getComponent("quartz", QuartzComponent.class)
                        .getScheduler()
                        .getTriggerKeys(GroupMatcher.anyGroup()))
                .extracting(TriggerKey::getName)
                .contains("machine-registrations")
                .doesNotContain("soon");
    }

    @Test
    void reloadsSharedRoutesAndSaysWhatNeedsARestart() {
        Route before = service.camel().getRoute("fetch-page");
        String shared = "shared/fetch-page.camel.yaml";
        files.write(shared, files.read(shared).replace("Fetches a page,", "Gets a page,"));
        await().atMost(PATIENCE)
                .until(() -> service.camel().getRoute("fetch-page") != before && isRunning("fetch-page"));

        String rules = "shared/errors.camel.yaml";
        files.write(rules, files.read(rules) + "\n");
        await().atMost(PATIENCE).until(() -> log.messages().stream()
                .anyMatch(line -> line.contains(rules + " was edited: restart the program")));
        assertThat(service.camel().getRoute("fetch-page").getDescription()).startsWith("Gets a page");
    }

    private static Map<String, Object> settings() {
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        settings.put("camel.main.routes-include-pattern", files.pattern());
        return settings;
    }

    private static List<String> refused(TestProgram program) {
        return program.streams().registry().rejected().stream()
                .map(Throwable::getMessage)
                .toList();
    }

    private static boolean isRunning(String route) {
        return service.camel().getRoute(route) != null
                && service.camel().getRouteController().getRouteStatus(route) == ServiceStatus.Started;
    }
}
