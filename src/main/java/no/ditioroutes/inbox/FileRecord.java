package no.ditioroutes.inbox;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file that left the inbox, as it was when it was read.
 *
 * @param id its number; 0 before it is kept
 * @param name the name it was dropped under
 * @param place where it was moved to
 * @param reason why, if it is not simply done; may be empty
 * @param size in bytes
 * @param digest the SHA-256 of so many bytes, in hexadecimal
 * @param inode which file it is on its file system, whatever its name; null if the system does not say
 */
public record FileRecord(
        long id,
        String name,
        Path place,
        Outcome outcome,
        String reason,
        long size,
        String digest,
        Instant modifiedAt,
        Long inode,
        Instant movedAt) {

    /** What became of a file. */
    public enum Outcome {
        /** It was read to its end; it lies in {@code done/}. */
        DONE,
        /** It was refused as a whole; it lies in {@code rejected/}. */
        REJECTED,
        /** Its writer went on with it after it was moved, so it was moved back to be read again. */
        GROWN,
        /** What had been read of it was overwritten after it was moved; what it holds now was not read. */
        CHANGED
    }
}
