package no.ditioroutes.inbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * The original of a file that was copied to another file system and removed. A writer that still has it open writes to a file
 * without a name, which is read through this handle: what comes is appended to the copy, where it shows that the file grew.
 */
final class OpenOriginal implements AutoCloseable {

    private final FileChannel original;
    private final Instant since = Instant.now();
    private Path copy;
    private long copied;

    /** @param copied how many bytes the copy has */
    OpenOriginal(FileChannel original, Path copy, long copied) {
        this.original = original;
        this.copy = copy;
        this.copied = copied;
    }

    boolean isOlderThan(Instant time) {
        return since.isBefore(time);
    }

    synchronized Path copy() {
        return copy;
    }

    synchronized boolean isOf(Path file) {
        return copy.equals(file);
    }

    /** Notes that the copy was moved. */
    synchronized void movedTo(Path place) {
        copy = place;
    }

    /** Appends to the copy what was written to the original since; nothing while the copy is on its way. */
    synchronized void follow() throws IOException {
        long size = original.size();
        if (size > copied && Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)) {
            Relocation.write(original, copied, size, copy, StandardOpenOption.APPEND);
            copied = size;
        }
    }

    @Override
    public void close() throws IOException {
        original.close();
    }
}
