package no.ditioroutes.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import no.ditioroutes.csv.Shown;
import no.ditioroutes.inbox.FileRecord.Outcome;
import no.ditioroutes.monitor.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves files out of the inbox, remembers them, and checks them for as long as a writer may still hold them open: what is
 * appended to a file after it was moved brings it back into the inbox, where it is read again.
 */
final class MovedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(MovedFiles.class);
    private static final int BUFFER = 1 << 16;

    private final Drawer inbox;
    private final FileRecords records;
    private final Duration watch;
    private final Meters meters;
    private final OpenOriginals originals = new OpenOriginals();
    private volatile List<String> changed = List.of();

    /** @param watch how long a file is checked after it was moved */
    MovedFiles(Drawer inbox, FileRecords records, Duration watch, Meters meters) {
        this.inbox = inbox;
        this.records = records;
        this.watch = watch;
        this.meters = meters;
    }

    /** Moves a file to a drawer; returns where it lies, or nothing if it changed meanwhile and stays in the inbox. */
    Optional<Path> move(TakenFile file, Drawer to, Outcome outcome, String reason) throws IOException {
        String digest = digest(file.path(), file.look().size());
        while (true) {
            Path place = to.free(file.name());
            try {
                boolean moved = move(file, new Departure(file, place, outcome, reason, digest));
                return moved ? Optional.of(place) : Optional.empty();
            } catch (FileAlreadyExistsException e) {
                LOG.debug("{} is taken by now", place);
            }
        }
    }

    private boolean move(TakenFile file, Departure departure) throws IOException {
        boolean moved = false;
        try {
            moved = new Relocation(file.path(), file.look(), departure.place)
                    .run(departure, original -> originals.keep(original, file.path()));
            return moved;
        } finally {
            if (!moved) {
                departure.withdraw();
            }
        }
    }

    /** Keeps the record of a file that is about to be moved, and takes it back if it is not. */
    private final class Departure implements Consumer<Look> {

        private final TakenFile file;
        private final Path place;
        private final Outcome outcome;
        private final String reason;
        private final String digest;
        private long id;

        Departure(TakenFile file, Path place, Outcome outcome, String reason, String digest) {
            this.file = file;
            this.place = place;
            this.outcome = outcome;
            this.reason = reason;
            this.digest = digest;
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
                    time(look),
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

    /** Moves back what grew, and finds out what changed otherwise. */
    void check() {
        List<String> found = new ArrayList<>(originals.follow(Instant.now().minus(watch)));
        for (FileRecord file : records.watched(Instant.now().minus(watch))) {
            try {
                check(file, found);
            } catch (NoSuchFileException e) {
                LOG.debug("{} was taken away", file.place());
            } catch (IOException e) {
                found.add(file.place() + " cannot be checked for what was appended after it was read: " + e);
            }
        }
        found.stream().filter(news -> !changed.contains(news)).forEach(news -> LOG.error("{}", Shown.text(news)));
        changed = List.copyOf(found);
    }

    private void check(FileRecord file, List<String> found) throws IOException {
        Look now = Look.at(file.place());
        boolean isThere = now.kind() == Look.Kind.FILE && Objects.equals(now.inode(), file.inode());
        if (isThere && file.outcome() == Outcome.CHANGED) {
            found.add(file.reason());
        } else if (isThere && !(now.size() == file.size() && time(now).equals(file.modifiedAt()))) {
            changed(file, now, found);
        }
    }

    private void changed(FileRecord file, Look now, List<String> found) throws IOException {
        boolean startsTheSame =
                now.size() >= file.size() && digest(file.place(), file.size()).equals(file.digest());
        if (startsTheSame && now.size() > file.size()) {
            moveBack(file, now);
        } else if (startsTheSame) {
            records.touched(file.id(), time(now));
        } else if (file.outcome() == Outcome.REJECTED) {
            // Somebody corrects it where it lies.
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
        if (!isBack(file, now)) {
            return;
        }
        if (file.outcome() == Outcome.REJECTED) {
            Files.deleteIfExists(Drawer.reason(file.place()));
        }
        String reason =
                "it grew from " + file.size() + " to " + now.size() + " bytes after it was read: its writer had not"
                        + " finished it. It was moved back to the inbox, and is read again";
        records.update(file.id(), Outcome.GROWN, reason, false);
        meters.file("grown");
        LOG.warn(
                "{}: {}. Write files under another name, such as .part, and rename them once they are complete; or set"
                        + " inbox.stable-ms to more than the pauses of the writer",
                Shown.text(file.place().toString()),
                reason);
    }

    /** A file that is being written to is moved all the same; if it has to be copied, the next check does it. */
    private boolean isBack(FileRecord file, Look now) throws IOException {
        try {
            inbox.keep(file.place(), file.name());
            return true;
        } catch (AtomicMoveNotSupportedException e) {
            Path back = inbox.free(file.name());
            boolean moved = new Relocation(file.place(), now, back).run(look -> {});
            if (moved) {
                originals.moved(file.place(), back);
            }
            return moved;
        }
    }

    /** Returns which files changed after they were read without having grown, in words. */
    List<String> changed() {
        return changed;
    }

    /** As fine as databases keep it. */
    private static Instant time(Look look) {
        return look.modified().toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns the SHA-256 of the first bytes of a file. */
    private static String digest(Path file, long size) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream bytes = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            long left = size;
            int read = 0;
            while (left > 0 && read >= 0) {
                read = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
                digest.update(buffer, 0, Math.max(read, 0));
                left -= Math.max(read, 0);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
