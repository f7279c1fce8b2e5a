package no.ditioroutes.telematics;

import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.ditioroutes.Failure;
import no.ditioroutes.store.UtilisationDay.Change;
import no.ditioroutes.stream.RunReport;

/** One reading of machine hours: the days to ask for, and what became of them. For one thread. */
public final class UtilisationRun {

    static final String NAME = "machine-utilisation";

    private final long startedNanos = System.nanoTime();
    private final List<ProjectDay> days;
    private final long daysEach;
    private final Map<ProjectName, Failure> refused = new LinkedHashMap<>();
    private final Map<ProjectName, Integer> unknown = new LinkedHashMap<>();
    private final Map<Change, Integer> changes = new EnumMap<>(Change.class);
    private int answers;

    UtilisationRun(List<ProjectName> projects, LocalDate first, LocalDate last) {
        this.daysEach = first.until(last, ChronoUnit.DAYS) + 1;
        this.days =
                projects.stream().flatMap(project -> days(project, first, last)).toList();
    }

    private Stream<ProjectDay> days(ProjectName project, LocalDate first, LocalDate last) {
        return first.datesUntil(last.plusDays(1)).map(day -> new ProjectDay(this, project, day));
    }

    /** Of each project the oldest first. */
    public List<ProjectDay> days() {
        return days;
    }

    void answered() {
        answers++;
    }

    void refuse(ProjectName project, Failure failure) {
        refused.put(project, failure);
    }

    boolean isRefused(ProjectName project) {
        return refused.containsKey(project);
    }

    /** Ditio answered that there is no such thing. */
    void unknown(ProjectName project) {
        unknown.merge(project, 1, Integer::sum);
    }

    void stored(Change change) {
        changes.merge(change, 1, Integer::sum);
    }

    /** What Ditio refused, of each project the first answer. */
    List<Failure> refusals() {
        return List.copyOf(refused.values());
    }

    /** The projects of which Ditio knows no day. */
    List<ProjectName> unknown() {
        return unknown.entrySet().stream()
                .filter(project -> project.getValue() == daysEach)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Where a record is a day of a project. */
    RunReport report() {
        int written = count(Change.WRITTEN);
        int removed = count(Change.REMOVED);
        int same = count(Change.NONE);
        return new RunReport(
                NAME,
                "full",
                answers,
                days.size(),
                written,
                0,
                removed,
                same,
                0,
                days.size() - written - removed - same,
                0,
                "",
                Duration.ofNanos(System.nanoTime() - startedNanos),
                true);
    }

    private int count(Change change) {
        return changes.getOrDefault(change, 0);
    }
}
