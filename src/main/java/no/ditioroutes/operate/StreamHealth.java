package no.ditioroutes.operate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import no.ditioroutes.camel.Schedule;
import no.ditioroutes.monitor.ComponentHealth;
import no.ditioroutes.monitor.StreamMeters;

/** Judges how the runs of a stream go, by its routes, its last run, what its targets lack, and the schedule. */
final class StreamHealth {

    private final Schedule schedule;
    private final Lacks lacks;

    StreamHealth(Schedule schedule, Lacks lacks) {
        this.schedule = schedule;
        this.lacks = lacks;
    }

    /** Returns the health of a stream, with the first thing that is wrong with it. */
    ComponentHealth of(String name, StreamMeters stream, RouteFaults faults) {
        Optional<String> fault = faults.of(name).or(() -> faults.of(name + "-poll"));
        if (fault.isPresent()) {
            return ComponentHealth.down(fault.get());
        }
        if (stream.failure().isPresent()) {
            return ComponentHealth.down(
                    "Its last run failed at " + seconds(stream.failure().get().at()) + ": "
                            + stream.failure().get().message());
        }
        if (!lacks.of(name).isEmpty()) {
            return ComponentHealth.down(String.join("; ", lacks.of(name)));
        }
        String last = stream.lastSuccess()
                .map(at -> "Its last run ended well at " + seconds(at))
                .orElse("No run has ended yet");
        return Instant.now().isAfter(schedule.overdueAfter(stream.lastSign()))
                ? ComponentHealth.down(last + ", and nothing came of it for three intervals")
                : ComponentHealth.up(last);
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
