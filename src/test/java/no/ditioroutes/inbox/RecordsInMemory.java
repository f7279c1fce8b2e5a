package no.ditioroutes.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import no.ditioroutes.inbox.FileRecord.Outcome;

/** The records of files that left an inbox, for as long as a test takes. */
public final class RecordsInMemory implements FileRecords {

    private final Map<Long, FileRecord> files = new TreeMap<>();
    private final Map<Long, Boolean> watched = new TreeMap<>();
    private long last;

    List<FileRecord> all() {
        return List.copyOf(files.values());
    }

    @Override
    public synchronized long add(FileRecord file) {
        put(++last, file, file.outcome(), file.reason(), file.modifiedAt(), true);
        return last;
    }

    @Override
    public synchronized void remove(long id) {
        files.remove(id);
        watched.remove(id);
    }

    @Override
    public synchronized List<FileRecord> watched(Instant movedSince) {
        return files.values().stream()
                .filter(file -> watched.get(file.id()) && file.movedAt().isAfter(movedSince))
                .toList();
    }

    @Override
    public synchronized Optional<FileRecord> find(long id) {
        return Optional.ofNullable(files.get(id));
    }

    @Override
    public synchronized void update(long id, Outcome outcome, String reason, boolean still) {
        FileRecord file = files.get(id);
        put(id, file, outcome, reason, file.modifiedAt(), still);
    }

    @Override
    public synchronized void touched(long id, Instant modifiedAt) {
        FileRecord file = files.get(id);
        put(id, file, file.outcome(), file.reason(), modifiedAt, true);
    }

    @Override
    public synchronized void unwatch(long id) {
        watched.put(id, false);
    }

    private void put(long id, FileRecord file, Outcome outcome, String reason, Instant modifiedAt, boolean still) {
        files.put(
                id,
                new FileRecord(
                        id,
                        file.name(),
                        file.place(),
                        outcome,
                        reason,
                        file.size(),
                        file.digest(),
                        modifiedAt,
                        file.inode(),
                        file.movedAt()));
        watched.put(id, still);
    }
}
