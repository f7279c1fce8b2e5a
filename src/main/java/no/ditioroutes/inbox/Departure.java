package no.ditioroutes.inbox;

import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import no.ditioroutes.inbox.FileRecord.Outcome;

/** Stores the record of a file that is about to be moved, and removes it if the file stays. */
final class Departure implements Consumer<Look> {

    private final FileRecords records;
    private final TakenFile file;
    private final Path place;
    private final Outcome outcome;
    private final String reason;
    private final String digest;
    private long id;

    Departure(FileRecords records, TakenFile file, Path place, Outcome outcome, String reason, String digest) {
        this.records = records;
        this.file = file;
        this.place = place;
        this.outcome = outcome;
        this.reason = reason;
        this.digest = digest;
    }

    Path place() {
        return place;
    }

    /** Returns the number of the record; 0 if there is none. */
    long id() {
        return id;
    }

    @Override
    public void accept(Look look) {
        withdraw();
        id = records.add(new FileRecord(
                0,
                file.name(),
                place,
                outcome,
                reason,
                look.size(),
                digest,
                MovedFiles.time(look),
                look.inode(),
                Instant.now()));
    }

    void withdraw() {
        if (id != 0) {
            records.remove(id);
            id = 0;
        }
    }
}
