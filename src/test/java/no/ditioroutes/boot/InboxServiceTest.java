package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What page, health and metrics of a service tell of its inbox. */
class InboxServiceTest {

    private static final String READINESS = "/actuator/health/readiness";

    @TempDir
    private static Path parent;

    private static Path inbox;
    private static Sandbox sandbox;
    private static TestProgram program;

    @BeforeAll
    static void start() {
        inbox = parent.resolve("inbox");
        sandbox = Sandbox.start(SandboxOptions.empty());
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        settings.put("ditio.company-id", Fixture.COMPANY_ID);
        settings.put("watch.every-ms", "200");
        settings.put("inbox.folder", inbox.toString());
        settings.put("inbox.poll-ms", "100");
        settings.put("inbox.stable-ms", "200");
        program = TestProgram.service(settings);
        soon().until(() -> Files.isDirectory(inbox));
    }

    @AfterAll
    static void stop() {
        program.close();
        sandbox.close();
    }

    @Test
    void pageShowsARefusedFileWithItsReason() throws IOException {
        drop("nonsense.csv", "{\"machineId\": 1}");

        soon().until(() -> page().contains("nonsense.csv"));

        assertThat(page())
                .contains("rejected", inbox.resolve("rejected/nonsense.csv").toString(), "JSON");
    }

    @Test
    void appliesACatalogueFileToItsEndThatGrewAfterItWasMoved() throws IOException {
        drop("fleet.csv", "machineNumber,name\nEX-1,One\n");
        Path done = inbox.resolve("done/fleet.csv");
        soon().until(() -> Files.exists(done));

        Files.writeString(done, "EX-2,Two\n", StandardOpenOption.APPEND);

        soon().until(() -> sandbox.machines().all().toString().contains("EX-2"));
        soon().until(() -> page().contains("grown"));
        assertThat(page()).contains("it grew from 28 to 37 bytes after it was read");
        assertThat(metric("ditio_inbox_handled_files_total{result=\"grown\"}")).isEqualTo(1);
    }

    @Test
    void showsAFileAsRejectedAndCountsTheRefusalIfDitioForbidsAllItsRows() throws IOException {
        sandbox.states().disable(Fixture.COMPANY_ID, Fixture.PROJECT_ID);

        drop(
                "states.csv",
                "projectId,machineId,state,startTime,endTime\n" + Fixture.PROJECT_ID
                        + ",EX-001,Working,2026-01-15T08:00:00Z,2026-01-15T09:00:00Z\n");

        soon().until(() -> Files.exists(inbox.resolve("done/states.csv")));
        assertThat(page())
                .containsPattern("<code>states.csv</code></td>\\s*<td>[^<]*</td>\\s*<td class=\"loud\">rejected</td>")
                .contains("<h2>Latest rejected records</h2>");
        assertThat(metric("ditio_refused_calls_total{status=\"403\"")).isEqualTo(1);
    }

    @Test
    void isNotReadyWhileAMovedFileHoldsWhatWasNotRead() throws IOException {
        drop("changed.csv", "machineNumber,name\nEX-3,Three\n");
        Path done = inbox.resolve("done/changed.csv");
        soon().until(() -> Files.exists(done));

        Files.writeString(done, "machineNumber,name\nEX-4,Four\nEX-5,Five\n");

        soon().until(() -> readiness().contains("changed.csv was overwritten after it was read"));
        assertThat(program.get(READINESS).statusCode()).isEqualTo(503);
        assertThat(metric("ditio_inbox_handled_files_total{result=\"changed\"}"))
                .isEqualTo(1);
        assertThat(page()).contains("overwritten after it was read");

        Files.delete(done);
        soon().until(() -> program.get(READINESS).statusCode() == 200);
    }

    @Test
    void isNotReadyWhileItsFolderIsGoneAndDoesNotMakeItAgain() throws IOException {
        soon().until(() -> program.get(READINESS).statusCode() == 200);
        Path elsewhere = Files.move(inbox, parent.resolve("elsewhere"));

        soon().until(() -> readiness().contains("The inbox " + inbox + " is gone"));
        assertThat(program.get(READINESS).statusCode()).isEqualTo(503);
        soon().until(() -> page().contains("is gone"));
        assertThat(inbox).doesNotExist();

        Files.move(elsewhere, inbox);
        soon().until(() -> program.get(READINESS).statusCode() == 200);
        drop("back.csv", "machineNumber,name\nEX-6,Six\n");
        soon().until(() -> Files.exists(inbox.resolve("done/back.csv")));
    }

    private static void drop(String name, String text) throws IOException {
        Path draft = Files.writeString(inbox.resolve(name + ".part"), text);
        Files.move(draft, inbox.resolve(name));
    }

    private static String page() {
        return program.get("/").body();
    }

    private static String readiness() {
        return program.get(READINESS).body();
    }

    private static double metric(String sample) {
        return program.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(sample))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60));
    }
}
