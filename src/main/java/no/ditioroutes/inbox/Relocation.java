package no.ditioroutes.inbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Moves one file to a path that no file has. A rename does so atomically. To another file system, the file is copied
 * under a hidden name, flushed to disk and renamed, and the original is moved away last, if it is still equal to the
 * copy. A crash in between leaves the original unchanged.
 *
 * @param file the file to move
 * @param look its expected state
 */
record Relocation(Path file, Look look, Path place) {

    /**
     * Moves the file.
     *
     * @param before called with the state of the target file before it exists; twice if the file is copied
     * @return whether the file had the expected state; if not, the target is removed, and the file is where it was
     * @throws FileAlreadyExistsException if somebody else created the target first
     */
    boolean run(Consumer<Look> before) throws IOException {
        Path doomed = hidden(file);
        boolean moved = run(before, () -> doomed);
        Files.deleteIfExists(doomed);
        return moved;
    }

    /**
     * Moves a file that somebody may still write to.
     *
     * @param aside path for the original, on its own file system, if the file is copied
     */
    boolean run(Consumer<Look> before, Aside aside) throws IOException {
        try {
            return rename(before);
        } catch (AtomicMoveNotSupportedException e) {
            return copy(before, aside);
        }
    }

    /** Supplies the path for an original that was copied. */
    interface Aside {

        Path place() throws IOException;
    }

    private boolean rename(Consumer<Look> before) throws IOException {
        before.accept(look);
        Drawer.move(file, place);
        if (look.equals(Look.at(place))) {
            return true;
        }
        giveBack(place);
        return false;
    }

    private boolean copy(Consumer<Look> before, Aside aside) throws IOException {
        if (!look.equals(Look.at(file))) {
            return false;
        }
        Path draft = hidden(place);
        try {
            write(draft);
            Files.setLastModifiedTime(draft, look.modified());
            before.accept(Look.at(draft));
            Drawer.move(draft, place);
            boolean isAside = putAside(aside.place());
            if (!isAside) {
                Files.delete(place);
            }
            return isAside;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void write(Path draft) throws IOException {
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            long at = 0;
            while (at < look.size()) {
                long written = from.transferTo(at, look.size() - at, out);
                if (written <= 0) {
                    throw new IOException("it became shorter while it was copied");
                }
                at += written;
            }
            out.force(true);
        }
    }

    /** Moves the original to a hidden name, under which nobody replaces it between the last check and its removal. */
    private boolean putAside(Path aside) throws IOException {
        Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        if (look.equals(Look.at(aside))) {
            return true;
        }
        giveBack(aside);
        return false;
    }

    /** Moves the file back, without overwriting somebody else's file of the name. */
    private void giveBack(Path moved) throws IOException {
        Drawer.keep(file.getParent(), moved, file.getFileName().toString());
    }

    private static Path hidden(Path beside) {
        return beside.resolveSibling("." + UUID.randomUUID() + ".tmp");
    }
}
