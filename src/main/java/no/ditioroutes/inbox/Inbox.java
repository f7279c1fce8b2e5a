package no.ditioroutes.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import no.ditioroutes.Failure;
import no.ditioroutes.Thrown;
import no.ditioroutes.csv.BadFile;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.Destination;
import no.ditioroutes.csv.Shown;
import no.ditioroutes.monitor.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder where users drop files. A file is taken once it has rested, as seen by us, and leaves to {@code done/} or
 * {@code rejected/} only if it still is the one that was read.
 */
public final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final long SWEEP_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Path folder;
    private final Drawer inbox;
    private final Drawer done;
    private final Drawer rejected;
    private final long stableNanos;
    private final long emptyNanos;
    private final long retryNanos;
    private final Meters meters;
    private final Map<Path, Watched> watched = new ConcurrentHashMap<>();
    private long swept = System.nanoTime();

    /** A file as it was seen last, since when, and when it may be taken at the earliest. */
    private record Watched(Look look, long since, long notBefore) {

        boolean hasRested(long now, long nanos) {
            return now - since >= nanos && now - notBefore >= 0;
        }
    }

    public Inbox(String folder, long stableForMillis, long emptyAfterMillis, long retryAfterMillis, Meters meters) {
        this.folder = Path.of(folder).toAbsolutePath().normalize();
        this.inbox = new Drawer(this.folder);
        this.done = new Drawer(this.folder.resolve("done"));
        this.rejected = new Drawer(this.folder.resolve("rejected"));
        this.stableNanos = TimeUnit.MILLISECONDS.toNanos(stableForMillis);
        this.emptyNanos = TimeUnit.MILLISECONDS.toNanos(emptyAfterMillis);
        this.retryNanos = TimeUnit.MILLISECONDS.toNanos(retryAfterMillis);
        this.meters = meters;
    }

    /** Whether a file may be taken: to be asked again and again, for it is by the answers before that a file has rested. */
    public boolean isReady(Path file) {
        Path path = path(file);
        if (!folder.equals(path.getParent())
                || Names.isUnfinished(path.getFileName().toString())) {
            return false;
        }
        long now = System.nanoTime();
        forgetTheGone(now);
        Look look = Look.at(path);
        Watched before = watched.get(path);
        if (before != null && before.look().equals(look)) {
            return look.kind() == Look.Kind.FILE && before.hasRested(now, look.size() == 0 ? emptyNanos : stableNanos);
        }
        tell(path, look, before);
        watched.put(path, new Watched(look, now, before == null ? now : before.notBefore()));
        return false;
    }

    /** The file as it has rested. */
    public TakenFile take(Path file) {
        Path path = path(file);
        Watched seen = watched.get(path);
        return new TakenFile(path, seen == null ? Look.at(path) : seen.look());
    }

    /** Reads what it is, to its end. */
    public CsvFile open(TakenFile file) throws BadFile {
        CsvFile csv = CsvFile.open(file.path());
        if (!file.isAsTaken()) {
            throw new Failure(Failure.Kind.SINK, "The file changed while it was read: it is taken once it rests again");
        }
        return csv;
    }

    /** All of it has been dealt with. */
    public void done(TakenFile file) {
        move(file, done).ifPresent(place -> meters.file("done"));
    }

    /** Sets a file aside as it is, with the reason beside it. */
    public void refused(TakenFile file, Exception thrown) {
        String reason = told(thrown);
        LOG.error("{} is refused: {}", file, Shown.text(reason));
        try {
            Optional<Path> place = move(file, rejected);
            if (place.isPresent()) {
                meters.file("rejected");
                explain(place.get(), reason);
            }
        } catch (Failure e) {
            failed(file, e);
        }
    }

    /** What another try may mend. A file that is gone, or another by now, is no news. */
    public void failed(TakenFile file, Exception thrown) {
        String reason = told(thrown);
        if (file.isAsTaken()) {
            LOG.error(
                    "{} stays in the inbox for another try in {} s: {}",
                    file,
                    TimeUnit.NANOSECONDS.toSeconds(retryNanos),
                    Shown.text(reason));
            meters.file("postponed");
            postpone(file);
        } else {
            LOG.info("{} was taken away or changed meanwhile: {}", file, Shown.text(reason));
        }
    }

    private static String told(Exception thrown) {
        return Thrown.of(BadFile.class, thrown)
                .map(BadFile::getMessage)
                .or(() -> Thrown.of(Failure.class, thrown).map(Failure::getMessage))
                .orElseGet(() -> String.valueOf(thrown.getMessage()));
    }

    /** Not before the pause is over. */
    public void postpone(TakenFile file) {
        long now = System.nanoTime();
        watched.put(file.path(), new Watched(file.look(), now, now + retryNanos));
    }

    /**
     * Where it is, in words.
     *
     * @throws Failure where the folder, or one that files leave to, cannot be used
     */
    public String check() {
        List.of(inbox, done, rejected).forEach(Drawer::check);
        return folder + (Files.exists(folder) ? "" : ", made when it is needed");
    }

    /**
     * The files that lie here and are meant for us.
     *
     * @throws Failure where the folder, or one that files leave to, cannot be used
     */
    public List<Path> waiting() {
        check();
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !Names.isUnfinished(file.getFileName().toString()))
                    .filter(file -> Look.at(file).kind() == Look.Kind.FILE)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new Failure(
                    Failure.Kind.SINK, "The inbox " + folder + " cannot be read: " + e + ". Look at its rights", e);
        }
    }

    /** Whether a file of this name lies here. */
    public boolean holds(String name) {
        return waiting().stream().anyMatch(file -> file.getFileName().toString().equals(name));
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    /** Where a list of refused rows goes, under this name or the next that is free. */
    public Destination rejects(String name) {
        return new Place(rejected, Names.safe(name));
    }

    /** Answers where the file lies now, unless it was taken away or is another than was read. */
    private Optional<Path> move(TakenFile file, Drawer drawer) {
        try {
            if (!file.isAsTaken()) {
                LOG.info("{} was taken away or changed while it was read: what lies there now is taken again", file);
                return Optional.empty();
            }
            Path place = drawer.put(file.path());
            watched.remove(file.path());
            // It may have changed since that look. Only where the process dies at this very moment too, the change is
            // not read; the drawer still has it.
            if (file.isAt(place)) {
                return Optional.of(place);
            }
            LOG.info("{} changed while it was read: it is taken again", file);
            inbox.put(place, file.path().getFileName().toString());
        } catch (NoSuchFileException e) {
            LOG.info("{} was taken away by somebody else", file);
        } catch (IOException e) {
            throw new Failure(
                    Failure.Kind.SINK,
                    Shown.text("Everything in " + file.path() + " has been dealt with, but it cannot be moved to "
                            + drawer + ": " + e + ". Look at the rights and the free space there;"
                            + " the move is tried again, and nothing is sent twice"),
                    e);
        }
        return Optional.empty();
    }

    private static void explain(Path place, String reason) {
        Path beside = Drawer.reason(place);
        try {
            Files.writeString(beside, reason + System.lineSeparator(), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            LOG.error("The reason cannot be written to {}: {}", Shown.text(beside.toString()), e.toString());
        }
    }

    private static void tell(Path file, Look look, Watched before) {
        if (look.kind().isStrange() && (before == null || before.look().kind() != look.kind())) {
            LOG.warn("{} is left alone in the inbox: it is {}, not a file of its own", Shown.name(file), look.kind());
        }
    }

    private void forgetTheGone(long now) {
        if (now - swept > SWEEP_NANOS) {
            swept = now;
            watched.keySet().removeIf(file -> Look.at(file).kind() == Look.Kind.GONE);
        }
    }

    private static Path path(Path file) {
        return file.toAbsolutePath().normalize();
    }
}
