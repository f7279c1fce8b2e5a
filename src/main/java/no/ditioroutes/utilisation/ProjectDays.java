package no.ditioroutes.utilisation;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import no.ditioroutes.telematics.ProjectName;
import no.ditioroutes.telematics.Totals;
import no.ditioroutes.utilisation.UtilisationDay.Change;

/** Collects the days of a project as Ditio's answers show them, until they are stored. For one thread. */
final class ProjectDays {

    private final ProjectName project;
    private final Map<LocalDate, UtilisationDay> days = new TreeMap<>();
    private final Map<Change, Integer> changes = new EnumMap<>(Change.class);

    ProjectDays(ProjectName project) {
        this.project = project;
    }

    /** Notes the totals of a day; empty if Ditio has none of it. */
    void put(LocalDate day, Optional<TotalsAnswer> answer) {
        days.put(
                day,
                new UtilisationDay(
                        project.companyId(),
                        project.projectId(),
                        day,
                        answer.map(found -> Totals.of(found.json()).hours()).orElse(Map.of()),
                        answer.map(TotalsAnswer::text).orElse("")));
    }

    void store(Function<UtilisationDay, Change> table) {
        days.values().forEach(day -> changes.merge(table.apply(day), 1, Integer::sum));
    }

    /** Returns the number of days that were changed in this way when they were stored. */
    int count(Change change) {
        return changes.getOrDefault(change, 0);
    }

    /** Returns those of some days of which Ditio has no totals. */
    List<LocalDate> withoutData(NavigableSet<LocalDate> some) {
        return some.stream()
                .filter(day -> days.containsKey(day) && days.get(day).payload().isEmpty())
                .toList();
    }
}
