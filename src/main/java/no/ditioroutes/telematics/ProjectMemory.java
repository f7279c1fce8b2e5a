package no.ditioroutes.telematics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import no.ditioroutes.telematics.PreSendSnapshot.LatestTimestampKind;
import no.ditioroutes.telematics.PreSendSnapshot.Newest;

/** Remembers what is known of the projects of a file while it is delivered. For one thread. */
final class ProjectMemory {

    private final Map<ProjectName, Project> projects = new HashMap<>();
    private LatestTimestampKind kind = LatestTimestampKind.UNKNOWN;

    /** A project as far as it is known from Ditio's answers and from what was sent since. */
    private static final class Project {

        private Newest newest = new Newest(null, null);
        private boolean isAsked;
        private String whyStopped = "";
    }

    boolean isAsked(ProjectName name) {
        return project(name).isAsked;
    }

    /** Returns why a project takes nothing more of this file; empty if it does. */
    String whyStopped(ProjectName name) {
        return project(name).whyStopped;
    }

    boolean isStopped(ProjectName name) {
        return !whyStopped(name).isEmpty();
    }

    void stop(ProjectName name, String reason) {
        project(name).whyStopped = reason;
    }

    /** Learns what Ditio says is the latest timestamp, and perhaps which time of an interval that is. */
    void learn(ProjectName name, Optional<Instant> latest) {
        Project project = project(name);
        Instant time = latest.orElse(null);
        if (!project.newest.isOneTime()) {
            learnKind(project.newest, time);
        }
        project.newest = new Newest(time, time);
        project.isAsked = true;
    }

    private void learnKind(Newest newest, Instant latest) {
        if (Objects.equals(latest, newest.end())) {
            kind = LatestTimestampKind.END;
        } else if (Objects.equals(latest, newest.start())) {
            kind = LatestTimestampKind.START;
        }
    }

    /** Learns that Ditio stored a batch. */
    void stored(StateBatch batch) {
        Project project = project(batch.project());
        project.newest = project.newest.with(batch.newest());
    }

    PreSendSnapshot snapshot(ProjectName name, JsonNode totalsOrNull) {
        return new PreSendSnapshot(project(name).newest, kind, totalsOrNull);
    }

    private Project project(ProjectName name) {
        return projects.computeIfAbsent(name, key -> new Project());
    }
}
