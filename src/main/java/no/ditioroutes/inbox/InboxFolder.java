package no.ditioroutes.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.csv.LogText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of the inbox, which may be unmounted or moved away while the program runs.
 *
 * <p>A process that saw the folder once notices if it is gone, and does not create it again. If another folder replaces
 * it, without {@code done/} and {@code rejected/}, that is an empty mount point. A folder that is replaced before any
 * file left it, or while no process runs, cannot be detected.
 */
final class InboxFolder {

    private static final Logger LOG = LoggerFactory.getLogger(InboxFolder.class);

    private final Path path;
    private final Path done;
    private final Path rejected;
    private Seen seen;

    /**
     * The folder as last seen.
     *
     * @param key identifies the folder; null if the system does not provide it
     * @param used whether a file ever left it
     */
    private record Seen(Object key, boolean used) {

        boolean isOther(Seen now) {
            return key != null && now.key != null && !key.equals(now.key);
        }
    }

    InboxFolder(Path path) {
        this.path = path;
        this.done = path.resolve("done");
        this.rejected = path.resolve("rejected");
    }

    Path path() {
        return path;
    }

    Path done() {
        return done;
    }

    Path rejected() {
        return rejected;
    }

    /**
     * Creates the folder, unless this process saw it before: then it is gone, and has to be restored by whoever removed
     * it.
     */
    synchronized void make() throws IOException {
        if (!isThere()) {
            Files.createDirectories(path);
            LOG.info("Made the folder {} for the inbox", LogText.text(path.toString()));
            isThere();
        }
    }

    /**
     * Returns whether the folder exists; false if this process never saw it.
     *
     * @throws UserFacingException if it is gone, or was replaced by another one
     */
    synchronized boolean isThere() {
        if (!Files.isDirectory(path)) {
            return neverWasThere();
        }
        Seen now = new Seen(key(), Files.exists(done) || Files.exists(rejected));
        if (seen != null && seen.isOther(now)) {
            checkReplacement(now);
        }
        boolean sameUsed = seen != null && !seen.isOther(now) && seen.used();
        seen = new Seen(now.key(), now.used() || sameUsed);
        return true;
    }

    /**
     * Returns the files that lie here and are meant for us.
     *
     * @throws UserFacingException if the folder cannot be read
     */
    List<Path> files() {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> !Names.isUnfinished(file.getFileName().toString()))
                    .filter(file -> Look.at(file).kind() == Look.Kind.FILE)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SINK,
                    "The inbox " + path + " cannot be read: " + e + ". Check its rights",
                    e);
        }
    }

    /** Returns whether its files may be read; health reports why not. */
    boolean isUsable() {
        try {
            return isThere();
        } catch (UserFacingException e) {
            return false;
        }
    }

    private boolean neverWasThere() {
        if (seen == null) {
            return false;
        }
        throw new UserFacingException(
                UserFacingException.Kind.SINK,
                "The inbox " + path
                        + " is gone: it was unmounted, moved or removed, and files that are dropped now are not"
                        + " read. Bring it back, or set DITIO_INBOX to where it is now and start the program again");
    }

    private void checkReplacement(Seen now) {
        if (seen.used() && !now.used()) {
            throw new UserFacingException(
                    UserFacingException.Kind.SINK,
                    "Another folder lies at " + path
                            + " than before, without done/ and rejected/: a file system that was"
                            + " unmounted leaves its empty mount point behind. Mount it again; if it is a new inbox, make"
                            + " the folder done/ in it. Files in it are not read before");
        }
        LOG.warn("Another folder lies at {} than before; it is the inbox from now on", LogText.text(path.toString()));
    }

    private Object key() {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }
}
