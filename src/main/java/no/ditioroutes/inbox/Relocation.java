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
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Moves one file to a place that no file has. A rename does it at once; to another file system the file is copied
 * under a hidden name, written to the disk and renamed, and the original is removed last, if it is still what was copied.
 * A crash in between leaves the original where it was.
 *
 * @param file what is moved
 * @param look how it is to be
 */
record Relocation(Path file, Look look, Path place) {

    /**
     * Moves the file.
     *
     * @param before is called with what will lie in the place, before it does; twice if the file is copied
     * @return whether it was as it was to be; if not, the place is given up, and the file is where it was
     * @throws FileAlreadyExistsException if somebody else was faster with the place
     */
    boolean run(Consumer<Look> before) throws IOException {
        Optional<OpenOriginal> original = Optional.empty();
        try {
            return rename(before);
        } catch (AtomicMoveNotSupportedException e) {
            original = copy(before);
            return original.isPresent();
        } finally {
            if (original.isPresent()) {
                original.get().close();
            }
        }
    }

    /**
     * The same for a file that somebody may still write to.
     *
     * @param kept is given the original, open, if the file was copied; it closes that
     */
    boolean run(Consumer<Look> before, Consumer<OpenOriginal> kept) throws IOException {
        try {
            return rename(before);
        } catch (AtomicMoveNotSupportedException e) {
            Optional<OpenOriginal> original = copy(before);
            original.ifPresent(kept);
            return original.isPresent();
        }
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

    private Optional<OpenOriginal> copy(Consumer<Look> before) throws IOException {
        if (!look.equals(Look.at(file))) {
            return Optional.empty();
        }
        Path draft = hidden(place);
        FileChannel from = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        Optional<OpenOriginal> original = Optional.empty();
        try {
            write(from, 0, look.size(), draft, StandardOpenOption.CREATE_NEW);
            Files.setLastModifiedTime(draft, look.modified());
            before.accept(Look.at(draft));
            Drawer.move(draft, place);
            if (!remove()) {
                Files.delete(place);
                return original;
            }
            OpenOriginal removed = new OpenOriginal(from, place, look.size());
            removed.follow();
            original = Optional.of(removed);
            return original;
        } finally {
            Files.deleteIfExists(draft);
            if (original.isEmpty()) {
                from.close();
            }
        }
    }

    static void write(FileChannel from, long start, long end, Path to, StandardOpenOption how) throws IOException {
        try (FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE, how)) {
            long at = start;
            while (at < end) {
                long written = from.transferTo(at, end - at, out);
                if (written <= 0) {
                    throw new IOException("it became shorter while it was copied");
                }
                at += written;
            }
            out.force(true);
        }
    }

    /** Under a hidden name nobody replaces it any more between the last look and its end. */
    private boolean remove() throws IOException {
        Path doomed = hidden(file);
        Files.move(file, doomed, StandardCopyOption.ATOMIC_MOVE);
        if (!look.equals(Look.at(doomed))) {
            giveBack(doomed);
            return false;
        }
        try {
            Files.delete(doomed);
            return true;
        } catch (IOException e) {
            giveBack(doomed);
            throw e;
        }
    }

    /** Nobody else's file of the name is overwritten. */
    private void giveBack(Path moved) throws IOException {
        Drawer.keep(file.getParent(), moved, file.getFileName().toString());
    }

    private static Path hidden(Path beside) {
        return beside.resolveSibling("." + UUID.randomUUID() + ".tmp");
    }
}
