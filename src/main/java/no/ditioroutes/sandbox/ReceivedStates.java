package no.ditioroutes.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The machine states that were received. Nothing is deduplicated, so that a test can check whether the sender sent
 * anything twice.
 */
public final class ReceivedStates {

    /**
     * One call that sent states.
     *
     * @param intervals the intervals, as far as they could be parsed
     * @param status the status of the API's response, even if a fault prevented its delivery
     */
    public record Post(Instant at, List<StateInterval> intervals, int status) {}

    private final List<StateInterval> received = new ArrayList<>();
    private final List<Post> posts = new ArrayList<>();
    private final Set<String> disabled = new HashSet<>();
    private volatile Predicate<StateInterval> rejected = interval -> false;

    ReceivedStates() {}

    /** Returns every interval that was stored, in the order of arrival. */
    public synchronized List<StateInterval> received() {
        return List.copyOf(received);
    }

    /** Returns every call that reached the API, rejected ones included. */
    public synchronized List<Post> posts() {
        return List.copyOf(posts);
    }

    /** Removes what was received; rejection rules and disabled projects stay as they are. */
    public synchronized void clear() {
        received.clear();
        posts.clear();
    }

    /** Adds an interval of another sender, without a call. */
    public synchronized void add(StateInterval interval) {
        received.add(interval);
    }

    /** Rejects each batch that has such an interval, entirely and with 400. Replaces the previous rule. */
    public void refuse(Predicate<StateInterval> rule) {
        this.rejected = rule;
    }

    /** Makes the API answer 403 to states for this project. */
    public synchronized void disable(String companyId, String projectId) {
        disabled.add(companyId + "/" + projectId);
    }

    /** Accepts states for this project again. */
    public synchronized void enable(String companyId, String projectId) {
        disabled.remove(companyId + "/" + projectId);
    }

    synchronized boolean isDisabled(String companyId, String projectId) {
        return disabled.contains(companyId + "/" + projectId);
    }

    boolean isRefused(StateInterval interval) {
        return rejected.test(interval);
    }

    synchronized void store(Instant at, List<StateInterval> intervals, int status) {
        posts.add(new Post(at, List.copyOf(intervals), status));
        if (status == 201) {
            received.addAll(intervals);
        }
    }

    synchronized List<StateInterval> of(String companyId, String projectId) {
        return received.stream()
                .filter(interval -> interval.companyId().equals(companyId))
                .filter(interval -> interval.projectId().equals(projectId))
                .toList();
    }
}
