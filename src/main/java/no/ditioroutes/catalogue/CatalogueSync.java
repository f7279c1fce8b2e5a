package no.ditioroutes.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import no.ditioroutes.catalogue.PlanEntry.Action;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.LogText;

/** One synchronisation of Ditio with rows: what was asked for, what Ditio has, the plan, and how far it is. For one thread. */
public final class CatalogueSync {

    private static final int PROGRESS = 100;

    private final EntryKind kind;
    private final Optional<ApplyOptions> asked;
    private final Optional<CsvFile> file;
    private final String source;
    private final List<CatalogueRow> rows;
    private final RemoteCatalogue remote;
    private List<PlanEntry> entries = List.of();
    private String objection = "";
    private int written;

    private CatalogueSync(
            EntryKind kind,
            Optional<ApplyOptions> asked,
            Optional<CsvFile> file,
            String source,
            List<CatalogueRow> rows) {
        this.kind = kind;
        this.asked = asked;
        this.file = file;
        this.source = LogText.text(source);
        this.rows = rows;
        this.remote = new RemoteCatalogue(kind);
    }

    /** Returns a synchronisation with the rows of a file, which somebody can correct and drop again. */
    static CatalogueSync withFile(EntryKind kind, Optional<ApplyOptions> asked, CsvFile file) {
        return new CatalogueSync(kind, asked, Optional.of(file), file.name(), CatalogueRow.ofFile(file));
    }

    /** Returns one that applies rows of another source, such as a table or a topic. */
    static CatalogueSync withRows(EntryKind kind, String source, List<CatalogueRow> rows) {
        return new CatalogueSync(kind, Optional.empty(), Optional.empty(), source, rows);
    }

    /** Returns the entries of the plan. */
    public List<PlanEntry> entries() {
        return entries;
    }

    /** Returns the number of entries by action or outcome in words, such as {@code 3 blocked, 1 patch}. */
    public String summary() {
        Map<String, Integer> counts = new TreeMap<>();
        entries.forEach(entry -> counts.merge(entry.word(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    /** Returns whether anything was blocked, refused or left unclear. */
    public boolean isPartly() {
        return entries.stream().anyMatch(PlanEntry::isNotApplied);
    }

    /** Returns whether Ditio is to be changed. */
    public boolean isToBeApplied() {
        return options().apply() && !isRejected();
    }

    /** Returns whether the file is rejected entirely. */
    public boolean isRejected() {
        return !objection.isEmpty();
    }

    /** Returns why it is rejected entirely; else empty. */
    public String objection() {
        return objection;
    }

    /** Returns whether rows of a file were to be applied and some were not. */
    public boolean isPartlyApplied() {
        return file.isPresent() && options().apply() && isPartly();
    }

    /** Returns the name of the file that the rows are of; empty if they are of another source. */
    public String fileName() {
        return file.map(CsvFile::name).orElse("");
    }

    EntryKind kind() {
        return kind;
    }

    /** Returns what was asked for; rows that come by themselves are applied. */
    ApplyOptions options() {
        return asked.orElseGet(ApplyOptions::toApply);
    }

    /** Returns whether whoever asked for it prints what becomes of each row. */
    boolean isPrinted() {
        return asked.isPresent();
    }

    Optional<CsvFile> file() {
        return file;
    }

    /** Returns the name of a file, a table or a topic, as it may be shown. */
    String source() {
        return source;
    }

    List<CatalogueRow> rows() {
        return rows;
    }

    RemoteCatalogue remote() {
        return remote;
    }

    /** Keeps the plan; an objection to a file rejects it entirely, so that nothing of it is written. */
    void plan(Planner.Plan plan) {
        entries = plan.entries();
        objection = file.isPresent() ? plan.objection() : "";
        if (isRejected()) {
            entries.stream().filter(PlanEntry::isOpen).forEach(entry -> entry.block("not applied: " + objection));
        }
    }

    /** Returns in words how far it is, each time another so many entries were written. */
    Optional<String> progress(WriteOperation operation) {
        int before = written / PROGRESS;
        written += operation.entries().size();
        return written / PROGRESS > before
                ? Optional.of(written + " of about " + toBeWritten() + " written")
                : Optional.empty();
    }

    private long toBeWritten() {
        return entries.stream()
                .filter(entry -> entry.action() != Action.UNCHANGED && entry.action() != Action.BLOCKED)
                .count();
    }

    /** Returns in words what became of an entry that was not applied. */
    String words(PlanEntry entry) {
        String line = entry.line() == 0 ? "" : "line " + entry.line() + " of ";
        return "%s %s (%s%s) is %s: %s".formatted(kind.one(), entry.key(), line, source, entry.word(), entry.reason());
    }
}
