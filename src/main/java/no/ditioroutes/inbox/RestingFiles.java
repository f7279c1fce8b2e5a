package no.ditioroutes.inbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import no.ditioroutes.csv.LogText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides by repeated checks when a file has been unchanged for long enough. */
final class RestingFiles {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final long SWEEP_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final long stableNanos;
    private final long emptyNanos;
    private final long retryNanos;
    private final Map<Path, Watched> watched = new ConcurrentHashMap<>();
    private long swept = System.nanoTime();

    /** The last snapshot of a file, since when it applies, and when the file may be picked up at the earliest. */
    private record Watched(Look look, long since, long notBefore) {

        boolean hasRested(long now, long nanos) {
            return now - since >= nanos && now - notBefore >= 0;
        }
    }

    /**
     * @param stable how long a file must be unchanged
     * @param empty how long an empty file must be unchanged
     * @param retry delay before a file that could not be processed is retried
     */
    RestingFiles(Duration stable, Duration empty, Duration retry) {
        this.stableNanos = stable.toNanos();
        this.emptyNanos = empty.toNanos();
        this.retryNanos = retry.toNanos();
    }

    /** Returns whether a file has been unchanged for long enough; must be called repeatedly. */
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

    /** Returns the snapshot of a file that has been unchanged for long enough. */
    Look lookAt(Path path) {
        Watched seen = watched.get(path);
        return seen == null ? Look.at(path) : seen.look();
    }

    /** Postpones the next attempt for a file until the delay is over. */
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
