package no.ditioroutes.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the originals of copied files open for a while, and completes the copies by what their writers add. */
final class OpenOriginals {

    /** How many are open at a time; the oldest are closed first, and what their writers add then is not seen. */
    private static final int MOST_OPEN = 100;

    private static final Logger LOG = LoggerFactory.getLogger(OpenOriginals.class);

    private final Queue<OpenOriginal> originals = new ConcurrentLinkedQueue<>();

    /**
     * Keeps an original open. A copy that is copied again goes on with the original that its writer has.
     *
     * @param from where the file was before it was copied
     */
    void keep(OpenOriginal original, Path from) {
        if (moved(from, original.copy())) {
            close(original);
        } else {
            originals.add(original);
        }
    }

    /** Notes that a copy was moved; returns whether it is one of these. */
    boolean moved(Path from, Path to) {
        List<OpenOriginal> its =
                originals.stream().filter(original -> original.isOf(from)).toList();
        its.forEach(original -> original.movedTo(to));
        return !its.isEmpty();
    }

    /**
     * Completes the copies.
     *
     * @param oldest originals that are open since before this are closed
     * @return which copies could not be completed, and why
     */
    List<String> follow(Instant oldest) {
        List<String> faults = new ArrayList<>();
        for (OpenOriginal original : List.copyOf(originals)) {
            boolean isFollowed = isFollowed(original, faults);
            if (!isFollowed || original.isOlderThan(oldest) || originals.size() > MOST_OPEN) {
                originals.remove(original);
                close(original);
            }
        }
        return faults;
    }

    private static boolean isFollowed(OpenOriginal original, List<String> faults) {
        try {
            original.follow();
            return true;
        } catch (IOException e) {
            faults.add(original.copy() + " cannot be completed by what its writer added after it was read: " + e);
            return false;
        }
    }

    private static void close(OpenOriginal original) {
        try {
            original.close();
        } catch (IOException e) {
            LOG.debug("An original was not closed", e);
        }
    }
}
