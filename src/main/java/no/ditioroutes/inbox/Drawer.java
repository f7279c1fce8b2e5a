package no.ditioroutes.inbox;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import no.ditioroutes.Failure;

/** A folder where files come to lie, each under a name of its own. */
final class Drawer {

    private final Path folder;

    Drawer(Path folder) {
        this.folder = folder;
    }

    /** Fails unless files can be put here; what is not there yet can be made. */
    void check() {
        Path place = folder;
        while (!Files.exists(place)) {
            place = place.getParent();
        }
        if (!Files.isDirectory(place) || !Files.isWritable(place)) {
            throw new Failure(
                    Failure.Kind.SINK,
                    place + " is no folder that can be written to, so there is no " + folder
                            + ": change its rights, or DITIO_INBOX");
        }
    }

    /** A name that is seen as unfinished, and that nobody else has. */
    Path draft() throws IOException {
        Files.createDirectories(folder);
        return folder.resolve("." + UUID.randomUUID() + ".tmp");
    }

    Path put(Path file) throws IOException {
        return put(file, file.getFileName().toString());
    }

    /** Moves a file here; answers where it lies. Nothing is overwritten, whoever else puts files here. */
    Path put(Path file, String name) throws IOException {
        Path place = reserved(name);
        try {
            return Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.delete(place);
            throw e;
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    /** Where the reason goes why a file lies here. */
    static Path reason(Path place) {
        return place.resolveSibling(Names.with(place.getFileName().toString(), ".reason.txt"));
    }

    private Path reserved(String name) throws IOException {
        Path place = free(name);
        while (!isMine(place)) {
            place = free(name);
        }
        return place;
    }

    /** The name itself, or else the next that no file has, nor a file that was here before left its reason by. */
    private Path free(String name) throws IOException {
        Files.createDirectories(folder);
        Path place = folder.resolve(name);
        for (int number = 2; isThere(place) || isThere(reason(place)); number++) {
            place = folder.resolve(Names.numbered(name, number));
        }
        return place;
    }

    private static boolean isThere(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether the name is ours now; somebody else may have been faster. */
    private static boolean isMine(Path place) throws IOException {
        try {
            Files.createFile(place);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
