package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.RecordedRequest;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a catalogue that are dropped in the inbox are applied, and what is refused can be mended and dropped back. */
class CatalogueInboxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path inbox;

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.empty());
    private TestProgram program;

    @BeforeEach
    void start() {
        sandbox.machines().clear();
        sandbox.projects().clear();
        sandbox.tasks().clear();
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        settings.put("ditio.company-id", Fixture.COMPANY_ID);
        settings.put("inbox.folder", inbox.toString());
        settings.put("inbox.watch", "true");
        settings.put("inbox.poll-ms", "100");
        settings.put("inbox.stable-ms", "200");
        settings.put("inbox.retry-after-ms", "2000");
        program = TestProgram.start(settings);
    }

    @AfterEach
    void stop() {
        program.close();
        sandbox.close();
    }

    @Test
    void appliesEachKindOfFile() {
        drop("prosjekter.csv", "projectNumber;name", "P-1;Fjellhall");
        awaitDone("prosjekter.csv");
        drop("arbeidsordrer.csv", "projectNumber;externalId;name", "P-1;WO-1;Graving");
        drop("maskiner.csv", "machineNumber;name", "EX-1;Ørn");
        awaitDone("arbeidsordrer.csv");
        awaitDone("maskiner.csv");

        assertThat(sandbox.projects().all()).hasSize(1);
        assertThat(sandbox.tasks().all()).hasSize(1);
        assertThat(sandbox.machines().all()).hasSize(1);
        assertThat(files("rejected")).isEmpty();
    }

    @Test
    void setsRowsAsideThatCanBeMendedAndDroppedBack() throws IOException {
        drop("maskiner.csv", "machineNumber;typeId", "EX-1;ufo", "EX-2;dumper");
        awaitDone("maskiner.csv");

        Path rejected = files("rejected").get(0);
        String text = Files.readString(rejected);
        drop("rettet.csv", text.replace("ufo", "dumper").stripTrailing().split("\\R"));
        awaitDone("rettet.csv");

        assertThat(text).contains("machineNumber;typeId;line;reason", "EX-1;ufo;2;", "ufo is no machine type");
        assertThat(text).doesNotContain("EX-2");
        assertThat(sandbox.machines().all()).hasSize(2);
        assertThat(files("rejected")).hasSize(1);
    }

    @Test
    void keepsAFileForAnotherTryAfterAPauseWhereDitioDoesNotAnswer() {
        sandbox.faults().next("/MachineType", 6, Fault.status(503));
        sandbox.faults().next("/MachineType", Fault.status(403));
        drop("maskiner.csv", "machineNumber", "EX-1");
        awaitDone("maskiner.csv");

        assertThat(sandbox.machines().all()).hasSize(1);
        assertThat(files("rejected")).isEmpty();
        assertThat(sandbox.requests().matching("/MachineType"))
                .extracting(RecordedRequest::at)
                .satisfies(times -> {
                    assertThat(times.get(6)).isAfter(times.get(5).plusMillis(2000));
                    assertThat(times.get(7)).isAfter(times.get(6).plusMillis(2000));
                });
    }

    @Test
    void refusesAFileWholeOfWhichMoreThanHalfIsBad() throws IOException {
        drop("maskiner.csv", "machineNumber;weight", "EX-1;1", "EX-2;tung", ";2");
        await().atMost(PATIENCE).until(() -> files("rejected").size() == 2);

        Path rejected = inbox.resolve("rejected");
        assertThat(rejected.resolve("maskiner.csv")).hasContent("machineNumber;weight\nEX-1;1\nEX-2;tung\n;2\n");
        assertThat(rejected.resolve("maskiner.csv.reason.txt"))
                .content()
                .contains("2 of its 3 rows are bad, more than half. The first is line 3: weight is 'tung'");
        assertThat(sandbox.machines().all()).isEmpty();
    }

    private void drop(String name, String... lines) {
        try {
            Path draft = Files.writeString(inbox.resolve(name + ".part"), String.join("\n", lines) + "\n");
            Files.move(draft, inbox.resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void awaitDone(String name) {
        await().atMost(PATIENCE).until(() -> Files.exists(inbox.resolve("done").resolve(name)));
    }

    private List<Path> files(String folder) {
        Path place = inbox.resolve(folder);
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
