package no.ditioroutes.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The machine states that were received. Nothing is de-duplicated: what was sent twice is here twice, so that
 * a test can judge the sender.
 */
public final class ExcavatorStates {

    /**
     * One call that sent states.
     *
     * @param intervals as far as they could be read
     * @param status what the API answered, even where a fault kept the answer from arriving
     */
    public record Post(Instant at, List<Interval> intervals, int status) {}

    private final List<Interval> received = new ArrayList<>();
    private final List<Post> posts = new ArrayList<>();
    private final Set<String> disabled = new HashSet<>();
    private volatile Predicate<Interval> refused = interval -> false;

    ExcavatorStates() {}

    /** Every interval that was stored, in the order it came. */
    public synchronized List<Interval> received() {
        return List.copyOf(received);
    }

    /** Every call that reached the API, refused ones included. */
    public synchronized List<Post> posts() {
        return List.copyOf(posts);
    }

    /** Forgets what was received; what is refused or disabled stays so. */
    public synchronized void clear() {
        received.clear();
        posts.clear();
    }

    /** Another sender's interval: it is there, and no call of this one brought it. */
    public synchronized void add(Interval interval) {
        received.add(interval);
    }

    /** A batch with such an interval is refused whole, with 400. Replaces the rule before. */
    public void refuse(Predicate<Interval> rule) {
        this.refused = rule;
    }

    /** States for this project are answered 403. */
    public synchronized void disable(String companyId, String projectId) {
        disabled.add(companyId + "/" + projectId);
    }

    /** States for this project are taken again. */
    public synchronized void enable(String companyId, String projectId) {
        disabled.remove(companyId + "/" + projectId);
    }

    synchronized boolean isDisabled(String companyId, String projectId) {
        return disabled.contains(companyId + "/" + projectId);
    }

    boolean isRefused(Interval interval) {
        return refused.test(interval);
    }

    synchronized void store(Instant at, List<Interval> intervals, int status) {
        posts.add(new Post(at, List.copyOf(intervals), status));
        if (status == 201) {
            received.addAll(intervals);
        }
    }

    synchronized List<Interval> of(String companyId, String projectId) {
        return received.stream()
                .filter(interval -> interval.companyId().equals(companyId))
                .filter(interval -> interval.projectId().equals(projectId))
                .toList();
    }
}
