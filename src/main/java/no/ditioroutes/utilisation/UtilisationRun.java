package no.ditioroutes.utilisation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.stream.RunReport;
import no.ditioroutes.telematics.ProjectName;
import no.ditioroutes.utilisation.UtilisationDay.Change;

/** One reading of machine hours: a conversation for each project, and what they came to together. For one thread. */
public final class UtilisationRun {

    static final String NAME = "machine-utilisation";

    private final long startedNanos = System.nanoTime();
    private final Period period;
    private final List<ProjectReading> projects;
    private final RunFindings findings;

    UtilisationRun(Period period, List<ProjectReading> projects, RunFindings findings) {
        this.period = period;
        this.projects = projects;
        this.findings = findings;
    }

    /** Returns the conversations to be held, one after the other. */
    public List<ProjectReading> projects() {
        return projects;
    }

    /** Returns the failure that stopped the run, if one did. */
    Optional<UserFacingException> failure() {
        return findings.failure();
    }

    /** Returns what Ditio refused, of each project the first answer. */
    List<UserFacingException> refusals() {
        return projects.stream().flatMap(project -> project.refusal().stream()).toList();
    }

    /** Returns the projects that Ditio does not know. */
    List<ProjectName> unknown() {
        return projects.stream()
                .filter(project -> project.state() == ProjectReading.State.UNKNOWN)
                .map(ProjectReading::project)
                .toList();
    }

    /** Returns the report, in which a record is a day of a project. */
    RunReport report() {
        int written = count(Change.WRITTEN);
        int removed = count(Change.REMOVED);
        int same = count(Change.NONE);
        int all = projects.size() * period.days().size();
        return new RunReport(
                NAME,
                "full",
                sum(ProjectReading::answered),
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
        return sum(project -> project.count(change));
    }

    private int sum(ToIntFunction<ProjectReading> number) {
        return projects.stream().mapToInt(number).sum();
    }
}
