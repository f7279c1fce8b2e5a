package no.ditioroutes.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import no.ditioroutes.CapturedWarnings;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.csv.FileDestination;
import no.ditioroutes.csv.InvalidFileException;
import no.ditioroutes.monitor.Meters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are taken, and where they go. */
class InboxTest {

    private static final long NONE = 0;
    private static final long AN_HOUR = Duration.ofHours(1).toMillis();
    private static final String TEXT = "machineId,state\nM-1,idle\n";

    private final CapturedWarnings log = new CapturedWarnings(Inbox.class);

    @TempDir
    private Path folder;

    private final RecordsInMemory records = new RecordsInMemory();
    private Inbox inbox;

    @BeforeEach
    void open() {
        inbox = inbox(NONE, AN_HOUR, AN_HOUR);
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void showsTheFilesThatWaitAndNothingElse() throws IOException {
        Path inbox = Files.createDirectory(folder.resolve("waiting"));
        Files.writeString(inbox.resolve("states.csv"), "x");
        Files.writeString(inbox.resolve("copied.csv.part"), "x");
        Files.createDirectory(inbox.resolve("done"));

        assertThat(inbox(inbox).waiting()).containsExactly(inbox.resolve("states.csv"));
    }

    @Test
    void saysThatItCannotBeUsedWhereAFileIsInItsPlace() throws IOException {
        Path inbox = Files.writeString(folder.resolve("a-file"), "x");

        assertThatThrownBy(() -> inbox(inbox).waiting())
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining(inbox + " is no folder")
                .hasMessageContaining("DITIO_INBOX");
    }

    @Test
    void takesAFileThatHasRestedBetweenTwoLooks() throws IOException {
        Path file = drop("states.csv");

        assertThat(inbox.isReady(file)).isFalse();
        assertThat(inbox.isReady(file)).isTrue();
    }

    @Test
    void leavesAFileAsLongAsItHasNotRestedLongEnough() throws IOException {
        Path file = drop("states.csv");
        Inbox patient = inbox(AN_HOUR, AN_HOUR, AN_HOUR);
        Inbox brisk = inbox(200, AN_HOUR, AN_HOUR);

        await().until(() -> brisk.isReady(file));

        assertThat(patient.isReady(file)).isFalse();
        assertThat(patient.isReady(file)).isFalse();
    }

    @Test
    void looksAnewAtAFileThatChanges() throws IOException {
        Path file = drop("states.csv");
        inbox.isReady(file);

        append(file, "M-2,idle\n");
        assertThat(inbox.isReady(file)).isFalse();
        replace(file, TEXT);
        assertThat(inbox.isReady(file)).isFalse();

        assertThat(inbox.isReady(file)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2099-01-01T00:00:00Z"})
    void goesByWhatItSeesWhateverTheFileSaysOfItsTime(Instant modified) throws IOException {
        Path file = drop("states.csv");
        Files.setLastModifiedTime(file, FileTime.from(modified));
        Inbox patient = inbox(AN_HOUR, AN_HOUR, AN_HOUR);

        assertThat(List.of(patient.isReady(file), patient.isReady(file))).containsOnly(false);
        assertThat(List.of(inbox.isReady(file), inbox.isReady(file))).containsExactly(false, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.csv.part", "a.TMP", "a.csv.filepart", "a.crdownload", ".a.csv", "~a.csv", "~$a.csv", "a.csv~"
            })
    void leavesFilesWithNamesOfUnfinishedOnes(String name) throws IOException {
        assertThat(isEverReady(drop(name))).isFalse();
    }

    @Test
    void takesAFileThatIsRenamedIntoPlace() throws IOException {
        Path part = drop("states.csv.part");
        assertThat(isEverReady(part)).isFalse();

        Path file = Files.move(part, folder.resolve("states.csv"));

        assertThat(isEverReady(file)).isTrue();
    }

    @Test
    void leavesFilesOfOtherFolders() throws IOException {
        Files.createDirectory(folder.resolve("sub"));

        assertThat(isEverReady(drop("sub/states.csv"))).isFalse();
    }

    @Test
    void leavesAllThatIsNoFileOfItsOwnAndSaysSoOnce() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path target = Files.writeString(elsewhere.resolve("secret"), TEXT);
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), target);
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling.csv"), folder.resolve("nothing"));
        Path linkToFolder = Files.createSymbolicLink(folder.resolve("folder-link.csv"), elsewhere);
        Path hardLink = Files.createLink(folder.resolve("hard.csv"), target);
        Path directory = Files.createDirectory(folder.resolve("folder.csv"));
        Path pipe = folder.resolve("pipe.csv");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        for (Path path : List.of(link, dangling, linkToFolder, hardLink, directory, pipe)) {
            assertThat(isEverReady(path)).as("%s", path).isFalse();
        }

        assertThat(log.messages())
                .extracting(message -> message.substring(0, message.indexOf(' ')))
                .containsExactly("link.csv", "dangling.csv", "folder-link.csv", "hard.csv", "folder.csv", "pipe.csv");
        assertThat(log.messages().get(5)).contains("a pipe or a device");
    }

    @Test
    void givesAnEmptyFileTimeToBeFilled() throws IOException {
        Path file = Files.createFile(folder.resolve("states.csv"));

        assertThat(isEverReady(file)).isFalse();

        append(file, TEXT);
        assertThat(isEverReady(file)).isTrue();
    }

    @Test
    void takesAnEmptyFileInTheEnd() throws IOException {
        inbox = inbox(AN_HOUR, NONE, AN_HOUR);

        assertThat(isEverReady(Files.createFile(folder.resolve("states.csv")))).isTrue();
    }

    @Test
    void leavesAFileThatWasPostponedUntilItsPauseIsOver() throws IOException {
        Path file = drop("states.csv");
        inbox.postpone(inbox.take(file));
        assertThat(isEverReady(file)).isFalse();

        Inbox impatient = inbox(NONE, NONE, 100);
        impatient.postpone(impatient.take(file));

        await().until(() -> impatient.isReady(file));
    }

    @Test
    void movesAFileThatIsDone() throws IOException {
        Path file = drop("states.csv");

        inbox.done(taken(file));

        assertThat(file).doesNotExist();
        assertThat(folder.resolve("done/states.csv")).hasContent(TEXT);
    }

    @Test
    void keepsFilesOfTheSameName() throws IOException {
        for (int i = 1; i <= 3; i++) {
            inbox.done(taken(Files.writeString(folder.resolve("states.csv"), "a\n" + i)));
        }
        inbox.refused(taken(Files.writeString(folder.resolve("states"), "b\n1")), new InvalidFileException("no"));
        inbox.refused(taken(Files.writeString(folder.resolve("states"), "b\n2")), new InvalidFileException("no"));

        assertThat(folder.resolve("done/states.csv")).hasContent("a\n1");
        assertThat(folder.resolve("done/states~2.csv")).hasContent("a\n2");
        assertThat(folder.resolve("done/states~3.csv")).hasContent("a\n3");
        assertThat(folder.resolve("rejected/states~2")).hasContent("b\n2");
        assertThat(folder.resolve("rejected/states~2.reason.txt")).hasContent("no");
    }

    @Test
    void setsAFileAsideWithTheReasonBesideIt() throws IOException {
        inbox.refused(taken(drop("states.csv")), new InvalidFileException("Its header is æ\nnot good"));

        assertThat(names("")).containsExactly("rejected");
        assertThat(folder.resolve("rejected/states.csv")).hasContent(TEXT);
        assertThat(folder.resolve("rejected/states.csv.reason.txt")).hasContent("Its header is æ?not good");
        assertThat(log.messages()).containsExactly("states.csv is refused: Its header is æ?not good");
    }

    @Test
    void leavesAFileThatWasReplacedWhileItWasRead() throws IOException {
        Path file = drop("states.csv");
        TakenFile first = taken(file);
        replace(file, "another");

        inbox.done(first);

        assertThat(file).hasContent("another");
        assertThat(folder.resolve("done")).doesNotExist();
        assertThat(isEverReady(file)).isTrue();
    }

    @Test
    void leavesAFileThatGrewWhileItWasRead() throws IOException {
        Path file = drop("states.csv");
        TakenFile first = taken(file);
        append(file, "M-2,idle\n");

        inbox.refused(first, new InvalidFileException("no"));

        assertThat(file).hasContent(TEXT + "M-2,idle\n");
        assertThat(folder.resolve("rejected")).doesNotExist();
    }

    @Test
    void losesNothingThatReplacesAFileAtTheMomentItIsMoved() throws Exception {
        for (int round = 0; round < 100; round++) {
            Path file = drop("states.csv");
            Path late = Files.writeString(folder.resolve("late.part"), "late");
            TakenFile first = taken(file);
            CompletableFuture<Void> replacing = CompletableFuture.runAsync(() -> rename(late, file));

            inbox.done(first);
            replacing.join();

            assertThat(folder.resolve("done").resolve("states.csv"))
                    .satisfiesAnyOf(done -> assertThat(done).doesNotExist(), done -> assertThat(done)
                            .hasContent(TEXT));
            Files.deleteIfExists(folder.resolve("done").resolve("states.csv"));
            assertThat(file).hasContent("late");
        }
    }

    private static void rename(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readsNothingThroughALinkThatReplacedTheFile() throws IOException {
        Path secret = Files.createDirectory(folder.resolve("elsewhere")).resolve("secret");
        Files.writeString(secret, TEXT);
        Path file = drop("states.csv");
        TakenFile taken = taken(file);
        Files.delete(file);
        Files.createSymbolicLink(file, secret);

        assertThatThrownBy(() -> inbox.open(taken))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("not a regular file");
    }

    @Test
    void readsNoFileThatChangedSinceItWasTaken() throws IOException {
        Path file = drop("states.csv");
        TakenFile taken = taken(file);
        append(file, "M-2,idle\n");

        assertThatThrownBy(() -> inbox.open(taken))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("rests again");
    }

    @Test
    void hasNothingToSayOfAFileThatSomebodyElseTook() throws IOException {
        Path file = drop("states.csv");
        TakenFile taken = taken(file);
        Files.delete(file);

        inbox.done(taken);
        inbox.failed(taken, new UserFacingException(UserFacingException.Kind.DITIO, "not there"));

        assertThat(folder.resolve("done")).doesNotExist();
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void saysWhereAFileCannotBeMovedTo() throws IOException {
        Path file = drop("states.csv");
        Files.writeString(folder.resolve("done"), "in the way");

        assertThatThrownBy(() -> inbox.done(taken(file)))
                .isInstanceOfSatisfying(UserFacingException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(UserFacingException.Kind.SINK))
                .hasMessageContainingAll(file.toString(), folder.resolve("done").toString());
        assertThat(file).hasContent(TEXT);
    }

    @Test
    void triesLaterToSetAFileAsideThatCannotBeMoved() throws IOException {
        Path file = drop("states.csv");
        Path inTheWay = Files.writeString(folder.resolve("rejected"), "in the way");

        inbox.refused(taken(file), new InvalidFileException("no"));

        assertThat(file).hasContent(TEXT);
        assertThat(isEverReady(file)).isFalse();
        assertThat(log.messages())
                .anyMatch(message -> message.contains("stays in the inbox") && message.contains(inTheWay.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-rf.csv",
                "a\nb.csv",
                "🚜.csv",
                "a..%2fpasswd.csv",
                "=cmd().csv",
                "CON",
                "æ\u202E.csv",
                "'$(x)`\".csv"
            })
    void takesAnyNameForWhatItIs(String name) throws IOException {
        inbox.done(taken(drop(name)));
        inbox.done(taken(drop(name)));
        inbox.refused(taken(drop(name)), new InvalidFileException("no"));

        assertThat(names("done")).hasSize(2).contains(name);
        assertThat(names("rejected")).containsExactlyInAnyOrder(name, name + ".reason.txt");
        assertThat(log.messages()).noneMatch(message -> message.contains("\n") || message.contains("\u202E"));
    }

    @Test
    void keepsTheLongestNamesApart() throws IOException {
        String name = "æ".repeat(125) + "x.csv";

        inbox.done(taken(drop(name)));
        inbox.done(taken(drop(name)));
        inbox.refused(taken(drop(name)), new InvalidFileException("no"));

        assertThat(names("done")).hasSize(2).allMatch(kept -> kept.endsWith(".csv"));
        assertThat(names("rejected")).hasSize(2).anyMatch(kept -> kept.endsWith(".reason.txt"));
    }

    @Test
    void findsAFreeNameForRefusedRowsWhenTheyAreKept() throws IOException {
        FileDestination first = inbox.rejects("states.csv");
        FileDestination second = inbox.rejects("states.csv");
        Path one = Files.writeString(first.draft(), "one");
        Path two = Files.writeString(second.draft(), "two");

        assertThat(second.keep(two)).isEqualTo(folder.resolve("rejected/states.csv"));
        assertThat(first.keep(one)).isEqualTo(folder.resolve("rejected/states~2.csv"));

        assertThat(folder.resolve("rejected/states.csv")).hasContent("two");
        assertThat(folder.resolve("rejected/states~2.csv")).hasContent("one");
    }

    @Test
    void keepsRefusedRowsInItsFolderUnderWhateverName() throws IOException {
        assertThat(List.of(kept("../../etc/passwd"), kept(".."))).containsExactly(".._.._etc_passwd", "_");
    }

    private String kept(String name) throws IOException {
        FileDestination destination = inbox.rejects(name);
        Path place = destination.keep(Files.writeString(destination.draft(), "x"));
        assertThat(place).hasParent(folder.resolve("rejected"));
        return place.getFileName().toString();
    }

    @Test
    void putsNoFileBesideTheReasonOfAnother() throws IOException {
        inbox.refused(taken(drop("states.csv")), new InvalidFileException("the first"));
        Files.delete(folder.resolve("rejected/states.csv"));

        inbox.refused(taken(drop("states.csv")), new InvalidFileException("the second"));

        assertThat(folder.resolve("rejected/states.csv.reason.txt")).hasContent("the first");
        assertThat(folder.resolve("rejected/states~2.csv.reason.txt")).hasContent("the second");
    }

    @Test
    void keepsTheReasonsOfLongNamesApart() throws IOException {
        String name = "x".repeat(251) + ".csv";

        inbox.refused(taken(drop(name)), new InvalidFileException("the first"));
        inbox.refused(taken(drop(name)), new InvalidFileException("the second"));

        assertThat(names("rejected")).hasSize(4);
    }

    private Inbox inbox(long stable, long empty, long retry) {
        return new Inbox(folder.toString(), stable, empty, retry, AN_HOUR, records, Meters.none());
    }

    private boolean isEverReady(Path file) {
        return Stream.generate(() -> inbox.isReady(file)).limit(3).anyMatch(ready -> ready);
    }

    private TakenFile taken(Path file) {
        assertThat(isEverReady(file)).isTrue();
        return inbox.take(file);
    }

    private Path drop(String name) throws IOException {
        return Files.writeString(folder.resolve(name), TEXT);
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private void replace(Path file, String text) throws IOException {
        Path draft = Files.writeString(folder.resolve("draft"), text);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> names(String sub) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(sub))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Inbox inbox(Path folder) {
        return new Inbox(folder.toString(), 0, 0, 0, 0, new RecordsInMemory(), Meters.none());
    }
}
