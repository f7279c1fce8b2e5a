package no.ditioroutes.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.monitor.Meters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An inbox that is unmounted, moved away or replaced while the program runs. */
class InboxFolderTest {

    @TempDir
    private Path parent;

    private Path folder;
    private Inbox inbox;

    @BeforeEach
    void open() {
        folder = parent.resolve("inbox");
        inbox = new Inbox(folder.toString(), 0, 0, 0, 0, new RecordsInMemory(), Meters.none());
    }

    @Test
    void isMadeWhereItNeverWas() {
        assertThat(inbox.check()).endsWith("made when it is needed");

        inbox.make();

        assertThat(folder).isDirectory();
        assertThat(inbox.check()).isEqualTo(folder.toString());
    }

    @Test
    void isTriedOutWhetherItIsThereOrNot() throws IOException {
        assertThatThrownBy(() -> inboxAt("/proc/no/inbox").check())
                .isInstanceOf(UserFacingException.class)
                .hasMessageContainingAll("Nothing can be made in /proc,", "/proc/no/inbox", "DITIO_INBOX");
        assertThatThrownBy(() -> inboxAt("/proc/self").check())
                .isInstanceOf(UserFacingException.class)
                .hasMessageContainingAll("/proc/self", "DITIO_INBOX");
        inbox.make();

        inbox.check();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private static Inbox inboxAt(String path) {
        return new Inbox(path, 0, 0, 0, 0, new RecordsInMemory(), Meters.none());
    }

    @Test
    void isDownAndNotMadeAgainWhenItIsGone() throws IOException {
        inbox.make();
        Path elsewhere = Files.move(folder, parent.resolve("elsewhere"));

        assertThatThrownBy(inbox::waiting)
                .isInstanceOf(UserFacingException.class)
                .hasMessageContainingAll("The inbox " + folder + " is gone", "Bring it back");
        assertThatThrownBy(inbox::make).isInstanceOf(UserFacingException.class);
        assertThatThrownBy(() -> inbox.rejects("states.csv").draft()).isInstanceOf(UserFacingException.class);
        assertThat(folder).doesNotExist();

        Files.move(elsewhere, folder);
        assertThat(inbox.waiting()).isEmpty();
    }

    @Test
    void isDownWhereAnEmptyMountPointIsLeft() throws IOException {
        Files.createDirectories(folder.resolve("done"));
        inbox.waiting();
        Path elsewhere = Files.move(folder, parent.resolve("elsewhere"));
        Path late = Files.writeString(Files.createDirectory(folder).resolve("late.csv"), "a\n1\n");

        assertThatThrownBy(inbox::waiting)
                .isInstanceOf(UserFacingException.class)
                .hasMessageContainingAll("Another folder lies at " + folder, "empty mount point");
        assertThat(Stream.generate(() -> inbox.isReady(late)).limit(3)).containsOnly(false);
        assertThat(folder.resolve("done")).doesNotExist();

        Files.move(folder, parent.resolve("mount-point"));
        Files.move(elsewhere, folder);
        assertThat(inbox.waiting()).isEmpty();
    }

    @Test
    void isReadAgainWhereTheNewFolderIsMeant() throws IOException {
        Files.createDirectories(folder.resolve("done"));
        inbox.waiting();
        Files.move(folder, parent.resolve("elsewhere"));
        Path file = Files.writeString(Files.createDirectory(folder).resolve("states.csv"), "a\n1\n");
        assertThatThrownBy(inbox::waiting).isInstanceOf(UserFacingException.class);

        Files.createDirectory(folder.resolve("done"));

        assertThat(inbox.waiting()).containsExactly(file);
    }

    @Test
    void isNotDownWhereSomebodyTidiesIt() throws IOException {
        Files.createDirectories(folder.resolve("done"));
        inbox.waiting();

        Files.delete(folder.resolve("done"));

        assertThat(inbox.waiting()).isEmpty();
    }
}
