package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.HEADER;
import static no.ditioroutes.telematics.StatesRig.IMPORT;
import static no.ditioroutes.telematics.StatesRig.minutes;
import static no.ditioroutes.telematics.StatesRig.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import no.ditioroutes.CapturedWarnings;
import no.ditioroutes.inbox.FileRecord;
import no.ditioroutes.inbox.FileRecord.Outcome;
import no.ditioroutes.inbox.Inbox;
import no.ditioroutes.inbox.InboxFiles;
import no.ditioroutes.sandbox.ConnectionFaults;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Fixture;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A file is dropped into the inbox, and nothing else is done. */
class StatesInboxTest {

    @RegisterExtension
    static final StatesRig RIG = StatesRig.onPostgres()
            .with("inbox.watch", true)
            .with("inbox.poll-ms", 50)
            .with("watch.every-ms", 200)
            .with("inbox.stable-ms", 400)
            .with("inbox.retry-after-ms", 500);

    private static final String GOOD = row("EX-001", "Working", "08:00", "09:00");

    @Test
    void isSentAndLiesInDone() {
        String[] rows = minutes("EX-001", 700);

        Path file = RIG.file(rows);

        soon().untilAsserted(() -> assertThat(done()).containsExactly(name(file)));
        assertThat(RIG.inDitio()).containsExactly(rows);
        assertThat(RIG.in("")).isEmpty();
        assertThat(RIG.rejectFiles()).isEmpty();
    }

    @Test
    void comesBackAsAListOfItsBadRowsThatCanBeMendedAndDroppedAgain() throws IOException {
        Path file = RIG.file(GOOD, row("EX-001", "Idle", "09:00", "25:00"));
        soon().untilAsserted(() -> assertThat(done()).containsExactly(name(file)));
        Path list = RIG.rejectFiles().get(0);

        RIG.write("mended.csv", Files.readString(list).replace("T25:00", "T10:00"));

        soon().untilAsserted(
                        () -> assertThat(RIG.inDitio()).containsExactly(GOOD, row("EX-001", "Idle", "09:00", "10:00")));
        soon().untilAsserted(() -> assertThat(done()).containsExactly("mended.csv", name(file)));
    }

    @Test
    void isRefusedWholeWithItsReasonBesideIt() throws IOException {
        Path file = RIG.file(GOOD, "nonsense", "more nonsense");

        soon().untilAsserted(() -> assertThat(RIG.rejectFiles())
                .extracting(StatesInboxTest::name)
                .containsExactly(name(file), name(file) + ".reason.txt"));
        assertThat(Files.readString(RIG.rejectFiles().get(0))).contains(GOOD, "more nonsense");
        assertThat(Files.readString(RIG.rejectFiles().get(1))).startsWith("2 of its 3 rows are bad");
        assertThat(RIG.posts()).isEmpty();
    }

    @Test
    void isRefusedWholeWhereAColumnIsMissing() throws IOException {
        Path file = RIG.write("short.csv", "machineId,state,startTime,endTime\nEX-001,Idle,2026-01-15T08:00:00Z,x\n");

        soon().untilAsserted(() -> assertThat(RIG.rejectFiles())
                .extracting(StatesInboxTest::name)
                .containsExactly(name(file), "short.csv.reason.txt"));
        assertThat(Files.readString(RIG.rejectFiles().get(1))).contains("companyId, projectId");
    }

    @Test
    void isSentOnceWhereItCannotBeMoved() throws IOException {
        // A file stands where the folder should be.
        Path inTheWay = RIG.write("done", "");
        Path file = RIG.file(minutes("EX-001", 20));

        soon().untilAsserted(() -> assertThat(RIG.inDitio()).hasSize(20));
        soon().until(() -> ImportTable.last(RIG.program().database(), 10).size() >= 1);
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> RIG.inDitio().size() == 20);
        assertThat(file).exists();
        Files.delete(inTheWay);

        soon().untilAsserted(() -> assertThat(done()).containsExactly(name(file)));
        assertThat(RIG.inDitio()).containsExactly(minutes("EX-001", 20));
        assertThat(RIG.posts()).hasSize(1);
    }

    @Test
    void isSentToItsEndWhereItsWriterHoldsItOpenAfterItWasMoved() throws IOException {
        String[] rows = minutes("EX-001", 40);
        Path file = RIG.path("slow.csv");
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write(HEADER);
            for (int sent = 10; sent <= 40; sent += 10) {
                writer.write(String.join("\n", Arrays.copyOfRange(rows, sent - 10, sent)) + "\n");
                writer.flush();
                int all = sent;
                soon().untilAsserted(() -> assertThat(RIG.inDitio()).hasSize(all));
                soon().untilAsserted(() -> assertThat(done()).containsExactly("slow.csv"));
            }
        }

        assertThat(RIG.inDitio()).containsExactly(rows);
        assertThat(RIG.rejects()).isEmpty();
        assertThat(files())
                .extracting(FileRecord::outcome)
                .containsOnlyOnce(Outcome.DONE)
                .contains(Outcome.GROWN);
    }

    @Test
    void isSentToItsEndWhereItGrewWhileTheProgramDidNotRun() throws IOException {
        String[] rows = minutes("EX-001", 30);
        Path file = RIG.file(Arrays.copyOf(rows, 10));
        soon().untilAsserted(() -> assertThat(done()).containsExactly(name(file)));
        RIG.restart(() -> append(RIG.path("done").resolve(name(file)), rows));

        soon().untilAsserted(() -> assertThat(RIG.inDitio()).containsExactly(rows));
    }

    private static void append(Path file, String[] rows) {
        try {
            Files.writeString(
                    file, String.join("\n", Arrays.copyOfRange(rows, 10, 30)) + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<FileRecord> files() {
        return new InboxFiles(RIG.program().database()).last(20);
    }

    @Test
    void isTakenAsBeingThereWhereItIsOlderThanTheProjectsData() {
        String[] rows = minutes("EX-001", 70);
        RIG.another(rows);
        Path first = RIG.file(Arrays.copyOf(rows, 30));
        soon().untilAsserted(() -> assertThat(done()).containsExactly(name(first)));

        Path second = RIG.file(Arrays.copyOfRange(rows, 30, 70));

        soon().untilAsserted(() -> assertThat(done()).containsExactly(name(first), name(second)));
        assertThat(RIG.posts()).isEmpty();
        assertThat(RIG.rejects()).hasSize(70);
    }

    @Test
    void waitsWhereDitioDoesNotAnswerWhileOthersAreTakenAgain() {
        RIG.sandbox().faults().always(IMPORT, Fault.status(503));
        Path file = RIG.file(minutes("EX-001", 20));
        Path other = RIG.file(minutes("EX-002", 20));
        soon().until(() -> RIG.sandbox().requests().matching(IMPORT).size() > 12);
        assertThat(file).exists();
        assertThat(other).exists();

        RIG.sandbox().faults().clear();

        soon().untilAsserted(() -> assertThat(done()).containsExactlyInAnyOrder(name(file), name(other)));
        assertThat(RIG.inDitio()).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void isToldOfInWordsWhereDitioCannotSayWhatBecameOfARequestBefore() {
        RIG.sandbox().faults().always(IMPORT, ConnectionFaults.resetBeforeAnswer());
        Path file = RIG.file(minutes("EX-001", 20));
        try (CapturedWarnings log = new CapturedWarnings(Inbox.class)) {
            soon().until(() -> !log.messages().isEmpty());
            RIG.sandbox().faults().always("/external-excavator-state", Fault.status(503));
            soon().until(() -> log.messages().size() > 2);

            assertThat(log.messages())
                    .last()
                    .asString()
                    .startsWith(name(file) + " stays in the inbox")
                    .contains(": Gave up sending " + name(file) + ": Ditio answered the latest timestamp");
        }
        RIG.sandbox().faults().clear();

        soon().untilAsserted(() -> assertThat(done()).containsExactly(name(file)));
        assertThat(RIG.inDitio()).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void isTakenAgainWhenItGrewWhileDitioDidNotAnswer() {
        String[] rows = minutes("EX-001", 60);
        RIG.sandbox().faults().always(IMPORT, Fault.status(503));
        RIG.write("log.csv", HEADER + String.join("\n", Arrays.copyOf(rows, 40)) + "\n");
        soon().until(() -> RIG.sandbox().requests().matching(IMPORT).size() > 5);

        RIG.write("log.csv", HEADER + String.join("\n", rows) + "\n");
        RIG.sandbox().faults().clear();

        soon().untilAsserted(() -> assertThat(done()).containsExactly("log.csv"));
        assertThat(RIG.inDitio()).containsExactlyInAnyOrder(rows);
        assertThat(RIG.rejectFiles()).isEmpty();
    }

    @Test
    void isTakenWholeWhereAnotherProcessWritesItSlowly() throws IOException {
        String[] rows = minutes("EX-001", 30);
        Path source = Files.writeString(Files.createTempFile("rows", ".csv"), HEADER + String.join("\n", rows) + "\n");
        Path file = RIG.path("slow.csv");

        Process writer = new ProcessBuilder(
                        "sh",
                        "-c",
                        "while IFS= read -r row; do printf '%s\\n' \"$row\" >> \"$1\"; sleep 0.05; done < \"$0\"",
                        source.toString(),
                        file.toString())
                .inheritIO()
                .start();

        soon().untilAsserted(() -> assertThat(done()).containsExactly("slow.csv"));
        assertThat(writer.onExit().join().exitValue()).isZero();
        assertThat(RIG.inDitio()).containsExactly(rows);
        assertThat(RIG.posts()).hasSize(1);
    }

    @Test
    void goesThroughOnceItsProjectIsOpen() throws IOException {
        RIG.sandbox().states().disable(Fixture.COMPANY_ID, Fixture.SECOND_PROJECT_ID);
        String forbidden = row(Fixture.SECOND_PROJECT_ID, "EX-002", "Idle", "08:00", "09:00");
        Path file = RIG.file(GOOD, forbidden);
        soon().untilAsserted(() -> assertThat(done()).containsExactly(name(file)));
        assertThat(RIG.inDitio()).containsExactly(GOOD);
        RIG.sandbox().states().enable(Fixture.COMPANY_ID, Fixture.SECOND_PROJECT_ID);

        RIG.drop(RIG.rejectFiles().get(0));

        soon().untilAsserted(() -> assertThat(RIG.inDitio()).containsExactly(GOOD, forbidden));
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60));
    }

    private static List<String> done() {
        return RIG.in("done").stream().map(StatesInboxTest::name).toList();
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
