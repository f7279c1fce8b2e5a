package no.ditioroutes.inbox;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import no.ditioroutes.csv.LogText;
import no.ditioroutes.inbox.FileRecord.Outcome;
import no.ditioroutes.monitor.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves files out of the inbox, records them, and checks them as long as a writer may still have them open: if
 * something is appended to a file after it was moved, it is returned to the inbox and read again.
 */
final class MovedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(MovedFiles.class);

    private final Drawer inbox;
    private final FileRecords records;
    private final Duration watch;
    private final Meters meters;
    private final KeptOriginals originals;
    private volatile List<String> changed = List.of();

    /** @param watch how long a file is checked after it was moved */
    MovedFiles(InboxFolder folder, FileRecords records, Duration watch, Meters meters) {
        this.inbox = new Drawer(folder, folder.path());
        this.originals = new KeptOriginals(folder);
        this.records = records;
        this.watch = watch;
        this.meters = meters;
    }

    /** Moves a file to a folder; returns its new path, or nothing if it changed meanwhile and stays in the inbox. */
    Optional<Path> move(TakenFile file, Drawer to, Outcome outcome, String reason) throws IOException {
        String digest = FileDigest.of(file.path(), file.look().size());
        while (true) {
            Path place = to.free(file.name());
            try {
                boolean moved = move(file, new Departure(records, file, place, outcome, reason, digest));
                return moved ? Optional.of(place) : Optional.empty();
            } catch (FileAlreadyExistsException e) {
                LOG.debug("{} is taken by now", place);
            }
        }
    }

    private boolean move(TakenFile file, Departure departure) throws IOException {
        boolean moved = false;
        try {
            moved = new Relocation(file.path(), file.look(), departure.place())
                    .run(departure, () -> originals.place(departure.id()));
            return moved;
        } finally {
            if (!moved) {
                departure.withdraw();
            }
        }
    }

    /** Moves back files that grew, and detects other changes. */
    void check() {
        Instant oldest = Instant.now().minus(watch);
        List<String> found = new ArrayList<>();
        Map<Long, FileRecord> watched = new HashMap<>();
        for (FileRecord file : records.watched(oldest)) {
            watched.put(file.id(), file);
            check(file.place(), found, () -> check(file, found));
        }
        check(inbox.toString(), found, () -> {
            for (Path original : originals.list()) {
                check(original, found, () -> checkOriginal(original, watched, oldest, found));
            }
        });
        found.stream().filter(news -> !changed.contains(news)).forEach(news -> LOG.error("{}", LogText.text(news)));
        changed = List.copyOf(found);
    }

    /** A check of a file. */
    private interface FileCheck {

        void run() throws IOException;
    }

    private static void check(Object what, List<String> found, FileCheck check) {
        try {
            check.run();
        } catch (NoSuchFileException e) {
            LOG.debug("{} was taken away", what);
        } catch (IOException e) {
            found.add(what + " cannot be checked for what was appended after it was read: " + e);
        }
    }

    private void check(FileRecord file, List<String> found) throws IOException {
        Look now = Look.at(file.place());
        boolean isThere = now.kind() == Look.Kind.FILE && Objects.equals(now.inode(), file.inode());
        if (isThere && file.outcome() == Outcome.CHANGED) {
            found.add(file.reason());
        } else if (isThere && !isUnchanged(file, now)) {
            changed(file, now, found);
        }
    }

    private static boolean isUnchanged(FileRecord file, Look now) {
        return now.size() == file.size() && time(now).equals(file.modifiedAt());
    }

    /** Moves back an original that its writer appended to, and removes one that is no longer checked. */
    private void checkOriginal(Path original, Map<Long, FileRecord> watched, Instant oldest, List<String> found)
            throws IOException {
        long id = KeptOriginals.id(original);
        Optional<FileRecord> record = Optional.ofNullable(watched.get(id)).or(() -> records.find(id));
        if (record.isEmpty()) {
            found.add(
                    "The database has no record of " + original + ", the original of a file that was copied to another"
                            + " file system, so nobody knows whether all of it was read. Move it into the inbox to have it"
                            + " read, or remove it");
            return;
        }
        FileRecord file = record.get();
        Look now = Look.at(original);
        if (!isUnchanged(file, now) && !hasSameContent(original, file, now)) {
            bringBack(original, file, now);
        } else if (file.movedAt().isBefore(oldest)) {
            Files.deleteIfExists(original);
        }
    }

    /** Returns whether only the time differs; then the recorded time is restored, so that it need not be read again. */
    private static boolean hasSameContent(Path original, FileRecord file, Look now) throws IOException {
        boolean same = now.size() == file.size()
                && FileDigest.of(original, file.size()).equals(file.digest());
        if (same) {
            Files.setLastModifiedTime(original, FileTime.from(file.modifiedAt()));
        }
        return same;
    }

    /** Moves back a file to be read again, whatever its writer does: nobody else knows of a hidden file. */
    private void bringBack(Path original, FileRecord file, Look now) throws IOException {
        Look copy = Look.at(file.place());
        if (Objects.equals(copy.inode(), file.inode()) && isUnchanged(file, copy)) {
            Files.delete(file.place());
        }
        inbox.keep(original, file.name());
        noteGrown(file, now);
    }

    private void changed(FileRecord file, Look now, List<String> found) throws IOException {
        boolean startsTheSame = now.size() >= file.size()
                && FileDigest.of(file.place(), file.size()).equals(file.digest());
        if (startsTheSame && now.size() > file.size()) {
            moveBack(file, now);
        } else if (startsTheSame) {
            records.touched(file.id(), time(now));
        } else if (file.outcome() == Outcome.REJECTED) {
            // Somebody is correcting it there.
            records.unwatch(file.id());
        } else {
            String reason =
                    file.place() + " was overwritten after it was read, and what it holds now was not read. Drop it"
                            + " into the inbox again to have it read, or take it away";
            records.update(file.id(), Outcome.CHANGED, reason, true);
            meters.file("changed");
            found.add(reason);
        }
    }

    private void moveBack(FileRecord file, Look now) throws IOException {
        try {
            inbox.keep(file.place(), file.name());
        } catch (AtomicMoveNotSupportedException e) {
            // If it is not moved, it is being written to: the next check moves it.
            if (!new Relocation(file.place(), now, inbox.free(file.name())).run(look -> {})) {
                return;
            }
        }
        noteGrown(file, now);
    }

    private void noteGrown(FileRecord file, Look now) throws IOException {
        if (file.outcome() == Outcome.REJECTED) {
            Files.deleteIfExists(Drawer.reason(file.place()));
        }
        String what = now.size() > file.size()
                ? "it grew from " + file.size() + " to " + now.size() + " bytes"
                : "it was overwritten";
        String reason =
                what + " after it was read: its writer had not finished it. It was moved back to the inbox, and is"
                        + " read again";
        records.update(file.id(), Outcome.GROWN, reason, false);
        meters.file("grown");
        LOG.warn(
                "{}: {}. Write files under another name, such as .part, and rename them once they are complete; or set"
                        + " inbox.stable-ms to more than the pauses of the writer",
                LogText.text(file.place().toString()),
                reason);
    }

    /** Describes files that changed after they were read without having grown. */
    List<String> changed() {
        return changed;
    }

    /** Returns the time in the precision of databases. */
    static Instant time(Look look) {
        return look.modified().toInstant().truncatedTo(ChronoUnit.MICROS);
    }
}
