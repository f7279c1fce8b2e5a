package no.ditioroutes.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.ditioroutes.CapturedWarnings;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRows;
import no.ditioroutes.csv.InvalidFileException;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped inbox route, with a stand-in for what becomes of excavator states. */
class InboxRouteTest {

    private static final String HEADER = "machineId,state,startTime,endTime\n";
    private static final String ROW = "M-1,idle,2026-11-24T08:00:00Z,2026-11-24T08:10:00Z\n";

    @TempDir
    private static Path inbox;

    private static final List<String> HANDED_ON = new CopyOnWriteArrayList<>();
    private static final Map<String, Exception> THROWN = new ConcurrentHashMap<>();
    private static Sandbox sandbox;
    private static TestProgram program;

    private CapturedWarnings log;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(SandboxOptions.empty());
        Map<String, Object> settings = TestProgram.onH2(sandbox);
        settings.put(
                "camel.main.routes-include-pattern", "file:routes/inbox.camel.yaml,file:routes/shared/*.camel.yaml");
        settings.put("inbox.watch", "true");
        settings.put("inbox.folder", inbox.toString());
        settings.put("inbox.poll-ms", "50");
        settings.put("inbox.stable-ms", "800");
        settings.put("inbox.retry-after-ms", "300");
        program = TestProgram.start(settings);
        program.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:excavator-states").errorHandler(noErrorHandler()).process(InboxRouteTest::handOn);
            }
        });
    }

    @AfterAll
    static void stop() {
        program.close();
        sandbox.close();
    }

    @BeforeEach
    void listen() {
        HANDED_ON.clear();
        THROWN.clear();
        log = new CapturedWarnings(Inbox.class);
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void handsAFileOnThenMovesIt() throws IOException {
        drop("handed-on.csv", HEADER + ROW + ROW);

        awaitDone("handed-on.csv");

        assertThat(HANDED_ON).containsExactly("handed-on.csv: 2");
        assertThat(inbox.resolve("done/handed-on.csv")).hasContent(HEADER + ROW + ROW);
    }

    @Test
    void takesAFileThatAnotherProcessWritesSlowlyOnceAllOfItIsThere() throws Exception {
        Path enough = inbox.resolve(".enough");
        new ProcessBuilder(
                        "bash",
                        "-c",
                        "printf '%s' \"$0\"; until [ -e \"$2\" ]; do printf '%s' \"$1\"; sleep 0.1; done",
                        HEADER,
                        ROW,
                        enough.toString())
                .redirectOutput(inbox.resolve("slow.csv").toFile())
                .start();
        Files.createFile(inbox.resolve("empty.csv"));
        drop("quick.csv", HEADER + ROW);

        awaitDone("quick.csv");
        assertThat(inbox.resolve("slow.csv")).exists();
        Files.createFile(enough);
        awaitDone("slow.csv");

        int rows = Files.readAllLines(inbox.resolve("done/slow.csv")).size() - 1;
        assertThat(HANDED_ON).containsExactly("quick.csv: 1", "slow.csv: " + rows);
        assertThat(inbox.resolve("empty.csv")).exists();
        Files.delete(inbox.resolve("empty.csv"));
    }

    @Test
    void takesAFileThatIsRenamedIntoPlace() throws IOException {
        Path part = drop("renamed.csv.part", HEADER + ROW);
        drop("beside.csv", HEADER + ROW);
        awaitDone("beside.csv");

        Files.move(part, inbox.resolve("renamed.csv"));
        awaitDone("renamed.csv");

        assertThat(HANDED_ON).containsExactly("beside.csv: 1", "renamed.csv: 1");
    }

    @Test
    void takesTheOldestFirst() throws Exception {
        program.camel().getRouteController().stopRoute("inbox");
        List<Path> files = new ArrayList<>();
        for (int i : List.of(2, 3, 1)) {
            Path file = drop("age-" + i + ".csv", HEADER + ROW);
            files.add(Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-0" + i + "T00:00:00Z"))));
        }
        Inbox watch = program.camel().getRegistry().findSingleByType(Inbox.class);
        await().until(() -> files.stream().filter(watch::isReady).count() == 3);

        program.camel().getRouteController().startRoute("inbox");
        IntStream.rangeClosed(1, 3).forEach(i -> awaitDone("age-" + i + ".csv"));

        assertThat(HANDED_ON).containsExactly("age-1.csv: 1", "age-2.csv: 1", "age-3.csv: 1");
    }

    @Test
    void refusesWhatIsNoTable() throws IOException {
        drop("no-table.csv", "{\"machineId\": 1}");

        await().until(() -> Files.exists(inbox.resolve("rejected/no-table.csv.reason.txt")));

        assertThat(inbox.resolve("rejected/no-table.csv")).hasContent("{\"machineId\": 1}");
        assertThat(inbox.resolve("rejected/no-table.csv.reason.txt")).content().contains("JSON");
        assertThat(log.messages()).singleElement().asString().contains("no-table.csv is refused", "JSON");
    }

    @Test
    void refusesAFileOfAnUnknownKind() throws IOException {
        drop("unknown.csv", "machineId,status\nM-1,idle\n");

        await().until(() -> Files.exists(inbox.resolve("rejected/unknown.csv.reason.txt")));

        assertThat(inbox.resolve("rejected/unknown.csv.reason.txt")).content().contains("Found: machineId, status");
        assertThat(HANDED_ON).isEmpty();
    }

    @Test
    void refusesAFileWholeThatItsRouteRefuses() throws IOException {
        THROWN.put("half-bad.csv", new InvalidFileException("More than half of its rows are bad"));
        drop("half-bad.csv", HEADER + ROW);

        await().until(() -> Files.exists(inbox.resolve("rejected/half-bad.csv.reason.txt")));

        assertThat(inbox.resolve("rejected/half-bad.csv")).hasContent(HEADER + ROW);
        assertThat(inbox.resolve("rejected/half-bad.csv.reason.txt"))
                .content()
                .contains("More than half of its rows are bad");
    }

    @Test
    void keepsAFileForLaterThatFailedAndGoesOnWithTheOthers() throws IOException {
        THROWN.put("failing.csv", new UserFacingException(UserFacingException.Kind.DITIO, "Ditio does not answer"));
        THROWN.put("faulty.csv", new IllegalStateException("a fault"));
        drop("failing.csv", HEADER + ROW);
        drop("faulty.csv", HEADER + ROW);
        await().until(() -> log.messages().size() >= 2);
        drop("good.csv", HEADER + ROW);
        awaitDone("good.csv");

        assertThat(inbox.resolve("failing.csv")).exists();
        assertThat(log.messages()).anySatisfy(message -> assertThat(message)
                .contains("failing.csv stays in the inbox for another try", "Ditio does not answer"));
        assertThat(log.messages()).anySatisfy(message -> assertThat(message).contains("faulty.csv stays", "a fault"));

        THROWN.clear();
        awaitDone("failing.csv");
        awaitDone("faulty.csv");
    }

    @Test
    void takesAFileAgainThatGrewWhileItWasRead() throws IOException {
        THROWN.put("growing.csv", new Appended());
        drop("growing.csv", HEADER + ROW);

        awaitDone("growing.csv");

        assertThat(HANDED_ON).containsExactly("growing.csv: 1", "growing.csv: 2");
        assertThat(inbox.resolve("done/growing.csv")).hasContent(HEADER + ROW + ROW);
    }

    @Test
    void keepsTwoFilesOfTheSameName() throws IOException {
        drop("same.csv", HEADER + ROW);
        awaitDone("same.csv");
        drop("same.csv", HEADER + ROW + ROW);
        awaitDone("same~2.csv");

        assertThat(HANDED_ON).containsExactly("same.csv: 1", "same.csv: 2");
        assertThat(inbox.resolve("done/same.csv")).hasContent(HEADER + ROW);
    }

    @Test
    void leavesLinksAndPipesUnread() throws Exception {
        Path secret = Files.writeString(
                Files.createDirectory(inbox.resolve("elsewhere")).resolve("secret"), HEADER + ROW);
        Path link = Files.createSymbolicLink(inbox.resolve("link.csv"), secret);
        Path pipe = inbox.resolve("pipe.csv");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        drop("regular.csv", HEADER + ROW);

        awaitDone("regular.csv");
        drop("regular.csv", HEADER + ROW);
        awaitDone("regular~2.csv");

        assertThat(HANDED_ON).containsExactly("regular.csv: 1", "regular.csv: 1");
        assertThat(log.messages())
                .filteredOn(message -> message.contains("left alone"))
                .hasSize(2);
        Files.delete(link);
        Files.delete(pipe);
    }

    @Test
    void takesAnyNameForWhatItIs() throws IOException {
        List<String> names = List.of(
                "-rf.csv",
                "a\nb.csv",
                "🚜 øst.csv",
                "a..%2fpasswd.csv",
                "=cmd().csv",
                "${body}.csv",
                "{{inbox.folder}}.csv",
                "'\"x,y\"'",
                "CON",
                "æ".repeat(125) + "x.csv");

        for (String name : names) {
            drop(name, HEADER + ROW);
        }
        names.forEach(InboxRouteTest::awaitDone);

        assertThat(HANDED_ON)
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> name + ": 1").toList());
    }

    private static void handOn(Exchange exchange) throws Exception {
        TakenFile file = exchange.getVariable("file", TakenFile.class);
        CsvFile csv = exchange.getVariable("csv", CsvFile.class);
        assertThat(csv.path()).isEqualTo(file.path());
        Exception thrown = THROWN.get(file.name());
        if (thrown instanceof Appended) {
            Files.writeString(file.path(), ROW, StandardOpenOption.APPEND);
            THROWN.remove(file.name());
        } else if (thrown != null) {
            throw thrown;
        }
        HANDED_ON.add(file.name() + ": " + count(csv));
    }

    private static long count(CsvFile csv) {
        try (CsvRows rows = csv.rows()) {
            return Stream.iterate(rows, CsvRows::hasNext, all -> all)
                    .peek(CsvRows::next)
                    .count();
        }
    }

    private static Path drop(String name, String text) throws IOException {
        Path draft = Files.writeString(inbox.resolve(".draft"), text);
        return Files.move(draft, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitDone(String name) {
        await().until(() -> Files.exists(inbox.resolve("done").resolve(name)));
        await().until(() -> Files.size(inbox.resolve("done").resolve(name)) > 0);
    }

    /** Stands for a file that somebody appends to while it is read. */
    private static final class Appended extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
