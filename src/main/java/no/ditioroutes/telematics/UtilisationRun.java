package no.ditioroutes.telematics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.ditioroutes.Failure;
import no.ditioroutes.store.UtilisationDay.Change;
import no.ditioroutes.stream.RunReport;

/** One reading of machine hours: the projects and days to ask for, and what became of them. For one thread. */
public final class UtilisationRun {

    static final String NAME = "machine-utilisation";

    private final long startedNanos = System.nanoTime();
    private final List<ProjectName> projects;
    private final Period period;
    private final Map<ProjectName, Failure> refused = new LinkedHashMap<>();
    private final Set<ProjectName> unknown = new LinkedHashSet<>();
    private final Map<Change, Integer> changes = new EnumMap<>(Change.class);
    private Optional<ToDate> toDate = Optional.empty();
    private int answers;

    UtilisationRun(List<ProjectName> projects, Period period) {
        this.projects = projects;
        this.period = period;
    }

    /** Returns the projects to be read, one after the other. */
    public List<ProjectName> projects() {
        return projects;
    }

    Period period() {
        return period;
    }

    /** Returns whether the last date belongs to Ditio's totals, if an answer of this run showed it. */
    Optional<ToDate> toDate() {
        return toDate;
    }

    void found(ToDate meaning) {
        toDate = Optional.of(meaning);
    }

    void answered() {
        answers++;
    }

    void refuse(ProjectName project, Failure failure) {
        refused.put(project, failure);
    }

    /** Ditio answered that there is no such thing. */
    void unknown(ProjectName project) {
        unknown.add(project);
    }

    void stored(Change change) {
        changes.merge(change, 1, Integer::sum);
    }

    /** What Ditio refused, of each project the first answer. */
    List<Failure> refusals() {
        return List.copyOf(refused.values());
    }

    /** The projects that Ditio does not know. */
    Set<ProjectName> unknown() {
        return unknown;
    }

    /** Where a record is a day of a project. */
    RunReport report() {
        int written = count(Change.WRITTEN);
        int removed = count(Change.REMOVED);
        int same = count(Change.NONE);
        int all = projects.size() * period.days().size();
        return new RunReport(
                NAME,
                "full",
                answers,
                all,
                written,
                0,
                removed,
                same,
                0,
                all - written - removed - same,
                0,
                "",
                Duration.ofNanos(System.nanoTime() - startedNanos),
                true);
    }

    private int count(Change change) {
        return changes.getOrDefault(change, 0);
    }
}
