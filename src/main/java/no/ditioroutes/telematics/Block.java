package no.ditioroutes.telematics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.ditio.MachineState;

/** Rows of a file that are handled together. For one thread. */
public final class Block {

    private static final Comparator<StateRow> BY_TIME =
            Comparator.<StateRow, Instant>comparing(row -> row.state().start()).thenComparing(StateRow::line);

    private final StateImport of;
    private List<CsvRow> raw;
    private List<StateRow> rows = List.of();

    Block(StateImport of, List<CsvRow> raw) {
        this.of = of;
        this.raw = raw;
    }

    StateImport of() {
        return of;
    }

    /** The rows that are still to be sent. */
    List<StateRow> rows() {
        return rows;
    }

    void check() {
        rows = new ArrayList<>(raw.size());
        for (CsvRow row : raw) {
            try {
                rows.add(of.reader().read(row));
            } catch (BadRow e) {
                of.reject(row, e.getMessage());
            }
        }
        raw = List.of();
    }

    /** Whether there is a project that Ditio was not asked about. */
    public boolean hasProjectToAsk() {
        return projects().stream().anyMatch(project -> !project.isAsked() && !project.isStopped());
    }

    /** That project. */
    public Project projectToAsk() {
        return projects().stream()
                .filter(project -> !project.isAsked() && !project.isStopped())
                .findFirst()
                .orElseThrow();
    }

    private Set<Project> projects() {
        return rows.stream().map(row -> of.project(row.state())).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    void keep(Predicate<StateRow> which) {
        rows = rows.stream().filter(which).collect(Collectors.toCollection(ArrayList::new));
    }

    /** Leaves out what stands twice in the block and, unless overlaps may stand, what collides with a row above it. */
    void keepApart(boolean overlapsMayStand) {
        if (overlapsMayStand) {
            Set<MachineState> seen = new HashSet<>();
            keep(row -> isNew(seen.add(row.state())));
        } else {
            Intervals intervals = new Intervals();
            keep(row -> standsApart(row, intervals));
        }
    }

    private boolean isNew(boolean yes) {
        if (!yes) {
            of.known();
        }
        return yes;
    }

    private boolean standsApart(StateRow row, Intervals intervals) {
        try {
            return isNew(intervals.add(row));
        } catch (BadRow e) {
            of.reject(row.csv(), e.getMessage());
            return false;
        }
    }

    /** Makes batches of what is left, by company and project, in order of time. */
    List<Batch> grouped(int batchRows) {
        return grouped(rows, batchRows);
    }

    /** Makes batches of what is taken as being in Ditio already. */
    List<Batch> present(int batchRows) {
        return grouped(
                rows.stream()
                        .filter(row ->
                                of.project(row.state()).hasHad(row.state().end()))
                        .toList(),
                batchRows);
    }

    private List<Batch> grouped(List<StateRow> some, int batchRows) {
        Map<Project, List<StateRow>> byProject = new LinkedHashMap<>();
        some.forEach(row -> byProject
                .computeIfAbsent(of.project(row.state()), project -> new ArrayList<>())
                .add(row));
        List<Batch> batches = new ArrayList<>();
        byProject.forEach((project, all) -> {
            all.sort(BY_TIME);
            for (int from = 0; from < all.size(); from += batchRows) {
                batches.add(Batch.of(of, project, all.subList(from, Math.min(all.size(), from + batchRows))));
            }
        });
        return batches;
    }
}
