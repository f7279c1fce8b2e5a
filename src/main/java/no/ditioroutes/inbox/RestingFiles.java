package no.ditioroutes.inbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import no.ditioroutes.csv.LogText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides when a file has rested for long enough, by what it sees of it again and again. */
final class RestingFiles {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final long SWEEP_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final long stableNanos;
    private final long emptyNanos;
    private final long retryNanos;
    private final Map<Path, Watched> watched = new ConcurrentHashMap<>();
    private long swept = System.nanoTime();

    /** A file as it was seen last, since when, and when it may be picked up at the earliest. */
    private record Watched(Look look, long since, long notBefore) {

        boolean hasRested(long now, long nanos) {
            return now - since >= nanos && now - notBefore >= 0;
        }
    }

    /**
     * @param stable how long a file must have rested
     * @param empty how long an empty one must have
     * @param retry how long a file is left alone that could not be dealt with
     */
    RestingFiles(Duration stable, Duration empty, Duration retry) {
        this.stableNanos = stable.toNanos();
        this.emptyNanos = empty.toNanos();
        this.retryNanos = retry.toNanos();
    }

    /** Returns whether a file has rested; to be asked again and again. */
    boolean hasRested(Path path) {
        long now = System.nanoTime();
        forgetTheGone(now);
        Look look = Look.at(path);
        Watched before = watched.get(path);
        if (before != null && before.look().equals(look)) {
            return look.kind() == Look.Kind.FILE && before.hasRested(now, look.size() == 0 ? emptyNanos : stableNanos);
        }
        report(path, look, before);
        watched.put(path, new Watched(look, now, before == null ? now : before.notBefore()));
        return false;
    }

    private static void report(Path file, Look look, Watched before) {
        if (look.kind().isStrange() && (before == null || before.look().kind() != look.kind())) {
            LOG.warn("{} is left alone in the inbox: it is {}, not a file of its own", LogText.name(file), look.kind());
        }
    }

    private void forgetTheGone(long now) {
        if (now - swept > SWEEP_NANOS) {
            swept = now;
            watched.keySet().removeIf(file -> Look.at(file).kind() == Look.Kind.GONE);
        }
    }

    /** Returns the file as it was seen when it had rested. */
    Look lookAt(Path path) {
        Watched seen = watched.get(path);
        return seen == null ? Look.at(path) : seen.look();
    }

    /** Leaves a file alone until the pause is over. */
    void postpone(TakenFile file) {
        long now = System.nanoTime();
        watched.put(file.path(), new Watched(file.look(), now, now + retryNanos));
    }

    Duration retryAfter() {
        return Duration.ofNanos(retryNanos);
    }

    void forget(Path path) {
        watched.remove(path);
    }
}
