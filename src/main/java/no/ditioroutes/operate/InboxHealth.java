package no.ditioroutes.operate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.inbox.FileKinds;
import no.ditioroutes.inbox.Inbox;
import no.ditioroutes.monitor.Meters;

/** Checks whether the inbox can be used and its routes run, and measures how long files wait there. */
final class InboxHealth {

    private final Inbox inbox;
    private final Meters meters;
    private final Map<Path, Instant> files = new HashMap<>();
    private final Set<String> routes = new TreeSet<>(Set.of("inbox", "inbox-moved", "take-file"));

    InboxHealth(Inbox inbox, Meters meters) {
        this.inbox = inbox;
        this.meters = meters;
    }

    /**
     * Returns where the inbox is and how many files wait there, in words.
     *
     * @throws UserFacingException if it cannot be used, one of its routes does not run, or a moved file was not read
     */
    String check(RouteFaults faults) {
        int waiting = waiting();
        inbox.make();
        fault(faults).ifPresent(fault -> {
            throw new UserFacingException(UserFacingException.Kind.SETTINGS, fault);
        });
        if (!inbox.unread().isEmpty()) {
            throw new UserFacingException(UserFacingException.Kind.SINK, String.join(". ", inbox.unread()));
        }
        return inbox + " with " + waiting + (waiting == 1 ? " file" : " files");
    }

    /** Returns why a route does not run. A kind whose file of routes was not there from the start is not missed. */
    private Optional<String> fault(RouteFaults faults) {
        if (!faults.areStarted()) {
            return Optional.empty();
        }
        FileKinds.names().stream().filter(faults::exists).forEach(routes::add);
        return routes.stream().flatMap(route -> faults.of(route).stream()).findFirst();
    }

    private int waiting() {
        try {
            List<Path> waiting = inbox.waiting();
            meters.waiting(waiting.size(), ageOfOldest(waiting));
            return waiting.size();
        } catch (UserFacingException e) {
            meters.waitingUnknown();
            throw e;
        }
    }

    private Duration ageOfOldest(List<Path> waiting) {
        Instant now = Instant.now();
        files.keySet().retainAll(waiting);
        waiting.forEach(file -> files.putIfAbsent(file, now));
        Instant oldest = files.values().stream().min(Instant::compareTo).orElse(now);
        return Duration.between(oldest, now);
    }
}
