package no.ditioroutes.inbox;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file that left the inbox, in the state in which it was read.
 *
 * @param id its number; 0 before it is stored
 * @param name its original name
 * @param place the path it was moved to
 * @param reason the reason, if it is not simply done; may be empty
 * @param size in bytes
 * @param digest the SHA-256 of this many bytes, in hexadecimal
 * @param inode identifies the file on its file system, whatever its name; null if the system does not provide it
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

    /** The outcome of a file. */
    public enum Outcome {
        /** It was read to its end; it is in {@code done/}. */
        DONE,
        /** The entire file was rejected; it is in {@code rejected/}. */
        REJECTED,
        /** Its writer appended to it after it was moved, so it was moved back to be read again. */
        GROWN,
        /** Content that had been read was overwritten after the file was moved; the new content was not read. */
        CHANGED
    }
}
