package no.ditioroutes.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import no.ditioroutes.Postgres;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as it is shipped takes files from its inbox, and is killed while it sends. */
class TelematicsIT {

    private static final String IMPORT = "/external-excavator-state/import";

    @TempDir
    Path inbox;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.empty());
    private final Postgres.Database database = Postgres.shared().newDatabase();
    private final List<Jar.Running> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Jar.Running::kill);
        sandbox.close();
    }

    @Test
    void sendsEachIntervalOnceThoughItIsKilledAgainAndAgain() throws IOException {
        List<String> rows = minutes("EX-001", "2026-01-16", 1400);
        List<String> late = minutes("EX-002", "2026-01-15", 1400);
        drop("first.csv", rows.subList(0, 1000));
        drop("grown.csv", rows);
        drop("late.csv", late);
        sandbox.faults().always(IMPORT, Fault.delay(Duration.ofMillis(50)));

        for (int kill = 0; kill < 4; kill++) {
            Jar.Running service = service();
            awaitPosts(5L + 3L * kill);
            service.kill();
        }
        int inTheMiddle = sandbox.states().received().size();
        Jar.Running last = service();
        await().atMost(Duration.ofSeconds(90)).until(() -> in("done").size() == 3);
        last.kill();

        assertThat(inTheMiddle).isBetween(1, 2799);
        assertThat(inDitio())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(rows.stream(), late.stream()).toList());
        assertThat(in("rejected")).isEmpty();
    }

    @Test
    void endsInTheMiddleOfALongFileWithinTwentySecondsAndGoesOnAtTheNextStart() throws IOException {
        List<String> rows = minutes("EX-001", "2026-01-15", 1440);
        drop("long.csv", rows);
        sandbox.faults().always(IMPORT, Fault.delay(Duration.ofMillis(500)));
        Jar.Running service = service();
        awaitPosts(5);

        service.terminate();
        await().atMost(Duration.ofSeconds(20)).until(() -> !service.process().isAlive());

        assertThat(sandbox.states().received().size()).isBetween(1, 1439);
        assertThat(in("done")).isEmpty();
        sandbox.faults().clear();
        Jar.Running next = service();
        await().atMost(Duration.ofSeconds(90)).until(() -> in("done").size() == 1);
        next.kill();
        assertThat(inDitio()).containsExactlyElementsOf(rows);
    }

    @Test
    void sendsEachIntervalOnceThoughTwoServicesOnOneH2FileAreKilled(@TempDir Path folder) throws IOException {
        List<String> rows = minutes("EX-001", "2026-01-15", 800);
        List<String> others = minutes("EX-002", "2026-01-15", 800).stream()
                .map(row -> row.replace(Fixture.PROJECT_ID, Fixture.SECOND_PROJECT_ID))
                .toList();
        drop("one.csv", rows);
        drop("two.csv", others);
        sandbox.faults().always(IMPORT, Fault.delay(Duration.ofMillis(50)));
        Jar jar = Jar.on(sandbox).with("JDBC_URL", "jdbc:h2:file:" + folder.resolve("ditio") + ";AUTO_SERVER=TRUE");

        Jar.Running first = service(jar);
        Jar.Running second = service(jar);
        awaitPosts(15);
        first.kill();
        awaitPosts(5);
        second.kill();
        Jar.Running last = service(jar);
        await().atMost(Duration.ofSeconds(90)).until(() -> in("done").size() == 2);
        last.kill();

        assertThat(inDitio())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(rows.stream(), others.stream()).toList());
        assertThat(in("rejected")).isEmpty();
    }

    private Jar.Running service() {
        return service(Jar.on(sandbox, database));
    }

    private Jar.Running service(Jar jar) {
        Jar.Running running = jar.with(
                        "DITIO_MASSTRANSPORT_BASE", sandbox.addresses().massTransport())
                .with("DITIO_INBOX", inbox.toString())
                .with("DITIO_SYNC_EVERY", "1h")
                .with("INBOX_POLL_MS", "50")
                .with("INBOX_STABLE_MS", "100")
                .with("INBOX_RETRY_AFTER_MS", "500")
                .with("TELEMATICS_BATCH_ROWS", "25")
                .with("SERVER_PORT", "0")
                .start();
        started.add(running);
        return running;
    }

    private void awaitPosts(long posts) {
        int before = sandbox.states().posts().size();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> sandbox.states().posts().size() >= before + posts);
    }

    private void drop(String name, List<String> rows) throws IOException {
        Files.writeString(
                inbox.resolve(name),
                "companyId,projectId,machineId,state,startTime,endTime\n" + String.join("\n", rows) + "\n");
    }

    private List<Path> in(String drawer) throws IOException {
        Path folder = inbox.resolve(drawer);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private List<String> inDitio() {
        return sandbox.states().received().stream()
                .map(one -> String.join(
                        ",",
                        one.companyId(),
                        one.projectId(),
                        one.machineId(),
                        one.state(),
                        one.startTime(),
                        one.endTime()))
                .toList();
    }

    private static List<String> minutes(String machine, String day, int count) {
        return Stream.iterate(Instant.parse(day + "T00:00:00Z"), at -> at.plusSeconds(60))
                .limit(count)
                .map(at -> String.join(
                        ",",
                        Fixture.COMPANY_ID,
                        Fixture.PROJECT_ID,
                        machine,
                        "Working",
                        at.toString(),
                        at.plusSeconds(60).toString()))
                .toList();
    }
}
