package no.ditioroutes.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Remembers, over restarts, which files left the inbox. */
public interface FileRecords {

    /** Keeps a record; returns its number. Earlier records of the same file in the same place are no longer watched. */
    long add(FileRecord file);

    /** Forgets a record: the file did not leave after all. */
    void remove(long id);

    /** Returns the records of files that were moved since, and that nothing happened to but what {@code CHANGED} says. */
    List<FileRecord> watched(Instant movedSince);

    /** Returns the record of a number, watched or not. */
    Optional<FileRecord> find(long id);

    /** Notes what became of a file later. */
    void update(long id, FileRecord.Outcome outcome, String reason, boolean watched);

    /** Notes that a file has another time, and the same content. */
    void touched(long id, Instant modifiedAt);

    /** Stops watching a file. */
    void unwatch(long id);
}
