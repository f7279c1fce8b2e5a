package no.ditioroutes.inbox;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.csv.LogText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A target folder for files, each under a unique name. */
final class Drawer {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final InboxFolder inbox;
    private final Path folder;

    /**
     * Creates a target folder.
     *
     * @param folder the inbox itself or a folder in it
     */
    Drawer(InboxFolder inbox, Path folder) {
        this.inbox = inbox;
        this.folder = folder;
    }

    /** Fails unless files can be moved here; a missing folder must be creatable. */
    void check() {
        if (!Files.exists(folder) && isThere(folder)) {
            throw new UserFacingException(
                    UserFacingException.Kind.SINK,
                    folder
                            + " leads to a folder that is not there: mount the file system it is on, or remove the link");
        }
        Path place = existing();
        if (!Files.isDirectory(place) || !Files.isWritable(place)) {
            throw new UserFacingException(
                    UserFacingException.Kind.SINK,
                    place + " is no folder that can be written to, so there is no " + folder
                            + ": change its rights, or DITIO_INBOX");
        }
    }

    /** Fails unless an entry can actually be created here: permissions alone do not show it. */
    void tryOut() {
        Path place = existing();
        Path attempt = hidden(place);
        try {
            // If the folder does not exist yet, it is created itself.
            Files.delete(place.equals(folder) ? Files.createFile(attempt) : Files.createDirectory(attempt));
        } catch (IOException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SINK,
                    "Nothing can be made in " + place + ", so files cannot be moved to " + folder + ": " + e
                            + ". Check its file system and its rights, or change DITIO_INBOX",
                    e);
        }
    }

    /** Returns the folder itself, or the closest one above it that exists. */
    private Path existing() {
        Path place = folder;
        while (!Files.exists(place)) {
            place = place.getParent();
        }
        return place;
    }

    private static Path hidden(Path folder) {
        return folder.resolve("." + UUID.randomUUID() + ".tmp");
    }

    /** Returns a unique name that marks a file as unfinished. */
    Path draft() throws IOException {
        make();
        return hidden(folder);
    }

    /** Moves a file of the same file system here; returns its new path. */
    Path keep(Path file, String name) throws IOException {
        make();
        return keep(folder, file, name);
    }

    /** Moves a file to a folder of the same file system, under its name or the next that is free. */
    static Path keep(Path folder, Path file, String name) throws IOException {
        while (true) {
            Path place = free(folder, name);
            try {
                move(file, place);
                return place;
            } catch (FileAlreadyExistsException e) {
                LOG.debug("Somebody else was faster with the name {}", place);
            }
        }
    }

    /**
     * Moves a file atomically. Nothing is overwritten, even if others add files there.
     *
     * @throws FileAlreadyExistsException if there is a file of the name
     */
    static void move(Path file, Path place) throws IOException {
        Files.createFile(place);
        try {
            Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.delete(place);
            throw e;
        }
    }

    /** Returns a path in this folder that no file has. */
    Path free(String name) throws IOException {
        make();
        return free(folder, name);
    }

    /** Creates the folder, but not if its inbox is gone. */
    private void make() throws IOException {
        inbox.make();
        if (!Files.isDirectory(folder)) {
            createFolder();
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    /** Writes the reason why a file was moved here beside it. */
    static void explain(Path place, String reason) {
        Path beside = reason(place);
        try {
            Files.writeString(beside, reason + System.lineSeparator(), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            LOG.error("The reason cannot be written to {}: {}", LogText.text(beside.toString()), e.toString());
        }
    }

    /** Returns the path of the file that explains why a file is here. */
    static Path reason(Path place) {
        return place.resolveSibling(Names.with(place.getFileName().toString(), ".reason.txt"));
    }

    private void createFolder() throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** Returns the name itself, or else the next that is used by neither a file nor the reason of an earlier file. */
    private static Path free(Path folder, String name) {
        Path place = folder.resolve(name);
        for (int number = 2; isThere(place) || isThere(reason(place)); number++) {
            place = folder.resolve(Names.numbered(name, number));
        }
        return place;
    }

    private static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
