package no.ditioroutes.inbox;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import no.ditioroutes.Exceptions;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.FileDestination;
import no.ditioroutes.csv.InvalidFileException;
import no.ditioroutes.csv.LogText;
import no.ditioroutes.inbox.FileRecord.Outcome;
import no.ditioroutes.monitor.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder where users drop files. A file is taken once it has rested, as seen by us, and leaves to {@code done/} or
 * {@code rejected/} only if it still is the one that was read.
 */
public final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final InboxFolder folder;
    private final Drawer done;
    private final Drawer rejected;
    private final List<Drawer> drawers;
    private final RestingFiles resting;
    private final MovedFiles moved;
    private final Meters meters;

    /**
     * @param stableForMillis how long a file must have rested before it is picked up
     * @param emptyAfterMillis how long an empty file may still be filled
     * @param retryAfterMillis when a file is retried that could not be dealt with
     * @param checkMovedForMillis how long a file is checked after it was moved, for what its writer appends
     */
    public Inbox(
            String folder,
            long stableForMillis,
            long emptyAfterMillis,
            long retryAfterMillis,
            long checkMovedForMillis,
            FileRecords records,
            Meters meters) {
        this.folder = new InboxFolder(Path.of(folder).toAbsolutePath().normalize());
        this.done = new Drawer(this.folder, this.folder.done());
        this.rejected = new Drawer(this.folder, this.folder.rejected());
        this.drawers = List.of(new Drawer(this.folder, this.folder.path()), done, rejected);
        this.moved = new MovedFiles(this.folder, records, Duration.ofMillis(checkMovedForMillis), meters);
        this.resting = new RestingFiles(
                Duration.ofMillis(stableForMillis),
                Duration.ofMillis(emptyAfterMillis),
                Duration.ofMillis(retryAfterMillis));
        this.meters = meters;
    }

    /** Returns whether a file may be taken: ask again and again, for what was seen before shows that it rests. */
    public boolean isReady(Path file) {
        Path path = path(file);
        if (!folder.path().equals(path.getParent())
                || Names.isUnfinished(path.getFileName().toString())
                || !folder.isUsable()) {
            return false;
        }
        return resting.hasRested(path);
    }

    /** Returns the file as it has rested. */
    public TakenFile take(Path file) {
        Path path = path(file);
        return new TakenFile(path, resting.lookAt(path));
    }

    /** Reads the file as it was taken, to its end. */
    public CsvFile open(TakenFile file) throws InvalidFileException {
        CsvFile csv = CsvFile.open(file.path());
        if (!file.isAsTaken()) {
            throw new UserFacingException(
                    UserFacingException.Kind.SINK,
                    "The file changed while it was read: it is taken once it rests again");
        }
        return csv;
    }

    /** Moves a file to {@code done/}, for all of it has been dealt with. */
    public void done(TakenFile file) {
        move(file, done, Outcome.DONE, "").ifPresent(place -> meters.file("done"));
    }

    /** Sets a file aside as it is, with the reason beside it. */
    public void refused(TakenFile file, Exception thrown) {
        String reason = told(thrown);
        LOG.error("{} is refused: {}", file, LogText.text(reason));
        try {
            Optional<Path> place = move(file, rejected, Outcome.REJECTED, reason);
            if (place.isPresent()) {
                meters.file("rejected");
                Drawer.explain(place.get(), reason);
            }
        } catch (UserFacingException e) {
            failed(file, e);
        }
    }

    /** Leaves a file where it is, for another try may mend it. A file that is gone, or another by now, is no news. */
    public void failed(TakenFile file, Exception thrown) {
        String reason = told(thrown);
        if (file.isAsTaken()) {
            LOG.error(
                    "{} stays in the inbox for another try in {} s: {}",
                    file,
                    resting.retryAfter().toSeconds(),
                    LogText.text(reason));
            meters.file("postponed");
            postpone(file);
        } else {
            LOG.info("{} was taken away or changed meanwhile: {}", file, LogText.text(reason));
        }
    }

    private static String told(Exception thrown) {
        return Exceptions.of(InvalidFileException.class, thrown)
                .map(InvalidFileException::getMessage)
                .or(() -> Exceptions.of(UserFacingException.class, thrown).map(UserFacingException::getMessage))
                .orElseGet(() -> String.valueOf(thrown.getMessage()));
    }

    /** Puts a file off until the pause is over. */
    public void postpone(TakenFile file) {
        resting.postpone(file);
    }

    /**
     * Returns where it is, in words, once files could be made in it.
     *
     * @throws UserFacingException if the folder, or one that files leave to, cannot be used
     */
    public String check() {
        boolean isThere = folder.isThere();
        drawers.forEach(Drawer::check);
        drawers.forEach(Drawer::tryOut);
        return folder.path() + (isThere ? "" : ", made when it is needed");
    }

    /** Makes the folder, unless this process saw it before. */
    public void make() {
        try {
            folder.make();
        } catch (IOException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SINK,
                    "The inbox " + folder.path() + " cannot be made: " + e + ". Check its rights, or DITIO_INBOX",
                    e);
        }
    }

    /**
     * Returns the files that lie here and are meant for us.
     *
     * @throws UserFacingException where the folder, or one that files leave to, cannot be used
     */
    public List<Path> waiting() {
        boolean isThere = folder.isThere();
        drawers.forEach(Drawer::check);
        return isThere ? folder.files() : List.of();
    }

    /** Moves a file back that its writer went on with after it was read, for as long as moved files are checked. */
    public void checkMoved() {
        try {
            moved.check();
        } catch (UserFacingException e) {
            // The database is reported by itself; the next check reads the same records.
            LOG.debug("Moved files cannot be checked now: {}", e.getMessage());
        }
    }

    /** Returns which moved files hold something that was not read, in words. */
    public List<String> unread() {
        return moved.changed();
    }

    /** Returns whether a file of this name lies here. */
    public boolean holds(String name) {
        return waiting().stream().anyMatch(file -> file.getFileName().toString().equals(name));
    }

    @Override
    public String toString() {
        return folder.path().toString();
    }

    /** Returns where a list of refused rows goes, under this name or the next that is free. */
    public FileDestination rejects(String name) {
        return new Place(rejected, Names.safe(name));
    }

    /** Moves a file and returns where it lies now, unless it was taken away or is another than was read. */
    private Optional<Path> move(TakenFile file, Drawer drawer, Outcome outcome, String reason) {
        try {
            boolean asTaken = file.isAsTaken();
            Optional<Path> place = asTaken ? moved.move(file, drawer, outcome, reason) : Optional.empty();
            if (place.isEmpty()) {
                LOG.info("{} was removed or changed while it was read; if it is still there, it is read again", file);
            } else {
                resting.forget(file.path());
            }
            return place;
        } catch (NoSuchFileException e) {
            checkFolder(e);
            LOG.info("{} was taken away by somebody else", file);
            return Optional.empty();
        } catch (IOException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SINK,
                    LogText.text("Everything in " + file.path() + " has been dealt with, but it cannot be moved to "
                            + drawer + ": " + e + ". Check the rights and the free space there;"
                            + " the move is retried, and nothing is sent twice"),
                    e);
        }
    }

    /** Fails if the folder is gone: a file that is gone together with its folder was not taken away by its user. */
    private void checkFolder(NoSuchFileException thrown) {
        if (!folder.isThere()) {
            throw new UserFacingException(
                    UserFacingException.Kind.SINK, "The inbox " + folder.path() + " is not there", thrown);
        }
    }

    private static Path path(Path file) {
        return file.toAbsolutePath().normalize();
    }
}
