package no.ditioroutes.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores which files left the inbox, across restarts. */
public interface FileRecords {

    /** Stores a record; returns its number. Earlier records of the same file at the same path are no longer watched. */
    long add(FileRecord file);

    /** Removes a record: the file did not leave after all. */
    void remove(long id);

    /**
     * Returns the records of files that were moved since, and that have not changed except as {@code CHANGED}
     * describes.
     */
    List<FileRecord> watched(Instant movedSince);

    /** Returns the record of a number, watched or not. */
    Optional<FileRecord> find(long id);

    /** Updates the outcome of a file. */
    void update(long id, FileRecord.Outcome outcome, String reason, boolean watched);

    /** Stores that a file has another time, and the same content. */
    void touched(long id, Instant modifiedAt);

    /** Stops watching a file. */
    void unwatch(long id);
}
