package no.ditioroutes.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import no.ditioroutes.CapturedWarnings;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.csv.InvalidFileException;
import no.ditioroutes.inbox.FileRecord.Outcome;
import no.ditioroutes.monitor.Meters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to files after they were moved, and how they come to another file system. */
class MovedFilesTest {

    private static final String TEXT = "machineId,state\nM-1,idle\n";
    private static final String MORE = "M-2,idle\n";

    private final CapturedWarnings log = new CapturedWarnings(MovedFiles.class);
    private final RecordsInMemory records = new RecordsInMemory();

    @TempDir
    private Path folder;

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void bringsAFileBackThatItsWriterGoesOnWith() throws IOException {
        Path file = folder.resolve("states.csv");
        try (Writer writer = Files.newBufferedWriter(file)) {
            write(writer, TEXT);
            done("states.csv");

            write(writer, MORE);
            inbox().checkMoved();
            assertThat(file).hasContent(TEXT + MORE);

            write(writer, MORE);
            done("states.csv");
            write(writer, MORE);
            inbox().checkMoved();
        }

        assertThat(file).hasContent(TEXT + MORE + MORE + MORE);
        assertThat(files("done")).isEmpty();
        assertThat(records.all()).extracting(FileRecord::outcome).containsExactly(Outcome.GROWN, Outcome.GROWN);
        assertThat(log.messages()).hasSize(2).allMatch(message -> message.contains("done/states.csv: it grew from "));
    }

    @Test
    void leavesFilesAloneThatDoNotChange() throws IOException {
        drop("states.csv");
        done("states.csv");
        Files.setLastModifiedTime(folder.resolve("done/states.csv"), FileTime.from(Instant.EPOCH));

        Inbox inbox = inbox();
        inbox.checkMoved();
        inbox.checkMoved();

        assertThat(files("done")).containsExactly("states.csv");
        assertThat(inbox.unread()).isEmpty();
        assertThat(records.watched(Instant.EPOCH)).hasSize(1);
    }

    @Test
    void givesAFileThatComesBackANameOfItsOwn() throws IOException {
        drop("states.csv");
        done("states.csv");
        append("done/states.csv", MORE);
        Files.writeString(folder.resolve("states.csv"), "another");

        inbox().checkMoved();

        assertThat(folder.resolve("states.csv")).hasContent("another");
        assertThat(folder.resolve("states~2.csv")).hasContent(TEXT + MORE);
    }

    @Test
    void bringsARefusedFileBackThatItsWriterGoesOnWithAndTakesItsReasonAway() throws IOException {
        drop("states.csv");
        Inbox inbox = inbox();
        inbox.refused(taken(inbox, "states.csv"), new InvalidFileException("cut short"));
        append("rejected/states.csv", MORE);

        inbox.checkMoved();

        assertThat(folder.resolve("states.csv")).hasContent(TEXT + MORE);
        assertThat(files("rejected")).isEmpty();
    }

    @Test
    void leavesARefusedFileToWhoeverCorrectsItWhereItLies() throws IOException {
        drop("states.csv");
        Inbox inbox = inbox();
        inbox.refused(taken(inbox, "states.csv"), new InvalidFileException("wrong"));
        Files.writeString(folder.resolve("rejected/states.csv"), "machineId,state\ncorrected,idle\nand,more\n");

        inbox.checkMoved();

        assertThat(folder.resolve("rejected/states.csv")).content().contains("corrected");
        assertThat(inbox.unread()).isEmpty();
        assertThat(records.watched(Instant.EPOCH)).isEmpty();
    }

    @Test
    void reportsAFileThatIsOverwrittenInPlaceAsLongAsItLiesThere() throws IOException {
        drop("states.csv");
        done("states.csv");
        Path done = folder.resolve("done/states.csv");
        Files.writeString(done, "machineId,state\nother,idle\nand,more\n");

        Inbox inbox = inbox();
        inbox.checkMoved();
        inbox.checkMoved();

        assertThat(inbox.unread())
                .singleElement()
                .asString()
                .contains(done + " was overwritten after it was read", "Drop it into the inbox again");
        assertThat(log.messages()).hasSize(1);
        Inbox restarted = inbox();
        restarted.checkMoved();
        assertThat(restarted.unread()).hasSize(1);
        Files.move(done, folder.resolve("again.csv"));
        restarted.checkMoved();
        assertThat(restarted.unread()).isEmpty();
    }

    @Test
    void leavesAFileAloneThatSomebodyPutInItsPlace() throws IOException {
        drop("states.csv");
        done("states.csv");
        Path draft = Files.writeString(folder.resolve("draft.tmp"), "quite another");
        Files.move(draft, folder.resolve("done/states.csv"), StandardCopyOption.REPLACE_EXISTING);

        Inbox inbox = inbox();
        inbox.checkMoved();

        assertThat(folder.resolve("done/states.csv")).hasContent("quite another");
        assertThat(inbox.unread()).isEmpty();
    }

    @Test
    void letsAFileGoAfterAWhile() throws IOException {
        drop("states.csv");
        Inbox hasty = new Inbox(folder.toString(), 0, 0, 0, 0, records, Meters.none());
        hasty.done(taken(hasty, "states.csv"));
        append("done/states.csv", MORE);

        hasty.checkMoved();

        assertThat(files("done")).containsExactly("states.csv");
    }

    @Test
    void keepsNoRecordOfAFileThatCouldNotBeMoved() throws IOException {
        drop("states.csv");
        Files.writeString(folder.resolve("done"), "in the way");

        assertThatThrownBy(() -> done("states.csv")).isInstanceOf(UserFacingException.class);

        assertThat(records.all()).isEmpty();
    }

    @Test
    void copiesAFileToAnotherFileSystem() throws IOException {
        elsewhere("done");
        Path file = drop("states.csv");
        FileTime modified = Files.getLastModifiedTime(file);

        done("states.csv");
        drop("states.csv");
        done("states.csv");

        assertThat(files("")).containsExactlyInAnyOrder("done", ".moved");
        assertThat(files("done")).containsExactlyInAnyOrder("states.csv", "states~2.csv");
        assertThat(folder.resolve("done/states.csv")).hasContent(TEXT);
        assertThat(Files.getLastModifiedTime(folder.resolve("done/states.csv")).toMillis())
                .isEqualTo(modified.toMillis());
        Inbox inbox = inbox();
        inbox.checkMoved();
        assertThat(inbox.unread()).isEmpty();
    }

    @Test
    void completesACopyByWhatTheWriterOfItsOriginalAdds() throws IOException {
        elsewhere("done");
        Path file = drop("states.csv");
        Inbox inbox = inbox();
        try (Writer writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND)) {
            inbox.done(taken(inbox, "states.csv"));
            write(writer);
            inbox.checkMoved();

            assertThat(file).hasContent(TEXT + MORE);
            assertThat(files("done")).isEmpty();

            write(writer);
            inbox.checkMoved();
            inbox.done(taken(inbox, "states.csv"));

            assertThat(folder.resolve("done/states.csv")).hasContent(TEXT + MORE + MORE);

            write(writer);
            inbox.checkMoved();

            assertThat(file).hasContent(TEXT + MORE + MORE + MORE);
            assertThat(files("done")).isEmpty();
        }
    }

    @Test
    void readsWhatTheWriterOfACopiedFileAddedWhileNoProgramRan() throws IOException {
        elsewhere("done");
        Path file = drop("states.csv");
        try (Writer writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND)) {
            done("states.csv");
            write(writer);
        }

        inbox().checkMoved();

        assertThat(file).hasContent(TEXT + MORE);
        assertThat(files("done")).isEmpty();
        assertThat(files(".moved")).isEmpty();
        assertThat(records.all()).extracting(FileRecord::outcome).containsExactly(Outcome.GROWN);
        assertThat(log.messages()).singleElement().asString().contains("done/states.csv: it grew from ");
    }

    @Test
    void readsIt_EvenIfNoProgramRanForLongerThanMovedFilesAreChecked() throws IOException {
        elsewhere("done");
        drop("states.csv");
        done("states.csv");
        append(original(), MORE);

        expired().checkMoved();

        assertThat(folder.resolve("states.csv")).hasContent(TEXT + MORE);
    }

    @Test
    void readsACopiedFileAgainWhoseWriterBeganAnew() throws IOException {
        elsewhere("done");
        drop("states.csv");
        done("states.csv");
        Files.writeString(folder.resolve(original()), "machineId,state\n");

        inbox().checkMoved();

        assertThat(folder.resolve("states.csv")).hasContent("machineId,state\n");
        assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("done/states.csv: it was overwritten after it was");
    }

    @Test
    void removesTheOriginalsOfCopiedFilesThatStayAsTheyAreAfterAWhile() throws IOException {
        elsewhere("done");
        drop("states.csv");
        done("states.csv");
        Files.setLastModifiedTime(folder.resolve(original()), FileTime.from(Instant.EPOCH));

        inbox().checkMoved();
        assertThat(files(".moved")).hasSize(1);
        expired().checkMoved();

        assertThat(files(".moved")).isEmpty();
        assertThat(files("done")).containsExactly("states.csv");
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void leavesTheCopyAloneThatSomebodyEdited() throws IOException {
        elsewhere("done");
        drop("states.csv");
        done("states.csv");
        Files.writeString(folder.resolve("done/states.csv"), "edited");
        append(original(), MORE);

        inbox().checkMoved();

        assertThat(folder.resolve("states.csv")).hasContent(TEXT + MORE);
        assertThat(folder.resolve("done/states.csv")).hasContent("edited");
    }

    @Test
    void reportsAnOriginalThatTheDatabaseKnowsNothingOf() throws IOException {
        elsewhere("done");
        drop("states.csv");
        done("states.csv");
        records.all().forEach(record -> records.remove(record.id()));

        Inbox inbox = expired();
        inbox.checkMoved();

        assertThat(inbox.unread()).singleElement().asString().contains(original(), "Move it into the inbox");
        assertThat(files(".moved")).hasSize(1);
    }

    /** Returns the only original that is kept. */
    private String original() throws IOException {
        List<String> originals = files(".moved");
        assertThat(originals).hasSize(1);
        return ".moved/" + originals.get(0);
    }

    private Inbox expired() {
        return new Inbox(folder.toString(), 0, 0, 0, 0, records, Meters.none());
    }

    private static void write(Writer writer) throws IOException {
        writer.write(MORE);
        writer.flush();
    }

    @Test
    void leavesAFileThatChangedBeforeItWasCopied() throws IOException {
        elsewhere("done");
        drop("states.csv");
        Inbox inbox = inbox();
        TakenFile taken = taken(inbox, "states.csv");
        append("states.csv", MORE);

        boolean moved = new Relocation(taken.path(), taken.look(), folder.resolve("done/states.csv")).run(look -> {});

        assertThat(moved).isFalse();
        assertThat(folder.resolve("states.csv")).hasContent(TEXT + MORE);
        assertThat(files("done")).isEmpty();
        assertThat(files("")).containsExactlyInAnyOrder("done", "states.csv");
    }

    @Test
    void losesNothingThatReplacesAFileWhileItIsCopied() throws IOException {
        elsewhere("done");
        Path file = drop("states.csv");
        Inbox inbox = inbox();
        TakenFile taken = taken(inbox, "states.csv");

        AtomicInteger calls = new AtomicInteger();

        boolean moved = new Relocation(file, taken.look(), folder.resolve("done/states.csv")).run(look -> {
            // First it is about to be renamed, then it is copied.
            if (calls.incrementAndGet() == 2) {
                replace(file, "late");
            }
        });

        assertThat(moved).isFalse();
        assertThat(calls).hasValue(2);
        assertThat(file).hasContent("late");
        assertThat(files("done")).isEmpty();
    }

    @Test
    void copiesARefusedFileWithItsReasonToAnotherFileSystemAndBack() throws IOException {
        elsewhere("rejected");
        drop("states.csv");
        Inbox inbox = inbox();

        inbox.refused(taken(inbox, "states.csv"), new InvalidFileException("no"));

        assertThat(files("rejected")).containsExactlyInAnyOrder("states.csv", "states.csv.reason.txt");
        append("rejected/states.csv", MORE);
        inbox.checkMoved();
        assertThat(folder.resolve("states.csv")).hasContent(TEXT + MORE);
        assertThat(files("rejected")).isEmpty();
    }

    @Test
    void saysThatTheFolderOfAnotherFileSystemIsNotThere() throws IOException {
        Files.createSymbolicLink(folder.resolve("done"), folder.resolve("nowhere/done"));
        Path file = drop("states.csv");

        assertThatThrownBy(() -> inbox().check())
                .isInstanceOf(UserFacingException.class)
                .hasMessageContainingAll("done leads to a folder that is not there", "mount");
        assertThatThrownBy(() -> done("states.csv")).isInstanceOf(UserFacingException.class);
        assertThat(file).hasContent(TEXT);
    }

    /** Lets a folder of the inbox lie on another file system, if this machine has one that can be written to. */
    private void elsewhere(String name) throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory));
        assumeTrue(!Files.getFileStore(memory).equals(Files.getFileStore(folder)));
        Path target = Files.createTempDirectory(memory, "inbox");
        target.toFile().deleteOnExit();
        Files.createSymbolicLink(folder.resolve(name), target);
    }

    private Inbox inbox() {
        return new Inbox(folder.toString(), 0, 3_600_000, 3_600_000, 3_600_000, records, Meters.none());
    }

    private void done(String name) {
        Inbox inbox = inbox();
        inbox.done(taken(inbox, name));
    }

    private TakenFile taken(Inbox inbox, String name) {
        Path file = folder.resolve(name);
        assertThat(Stream.generate(() -> inbox.isReady(file)).limit(3).anyMatch(ready -> ready))
                .isTrue();
        return inbox.take(file);
    }

    private Path drop(String name) throws IOException {
        return Files.writeString(folder.resolve(name), TEXT);
    }

    private void append(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardOpenOption.APPEND);
    }

    private void replace(Path file, String text) {
        try {
            Path draft = Files.writeString(folder.resolve("draft.tmp"), text);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Writer writer, String text) throws IOException {
        writer.write(text);
        writer.flush();
    }

    private List<String> files(String sub) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(sub))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
