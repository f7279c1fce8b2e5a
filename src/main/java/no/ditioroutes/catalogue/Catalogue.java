package no.ditioroutes.catalogue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.csv.CsvRows;
import no.ditioroutes.csv.FileDestination;
import no.ditioroutes.csv.InvalidFileException;
import no.ditioroutes.csv.LogText;
import no.ditioroutes.csv.RejectFile;
import no.ditioroutes.database.Database;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.Conversation;
import no.ditioroutes.ditio.CoreApi;
import no.ditioroutes.monitor.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Synchronises Ditio's catalogue with rows, in steps that a route takes one by one. */
public final class Catalogue {

    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

    /** The most entries that are reported one by one. */
    private static final int REPORTED = 20;

    private final CatalogueSettings settings;
    private final CatalogueCalls calls;
    private final CoreApi api;
    private final Database database;
    private final Meters meters;

    public Catalogue(CatalogueSettings settings, CoreApi api, Database database, Meters meters) {
        this.settings = settings;
        this.calls = new CatalogueCalls(settings);
        this.api = api;
        this.database = database;
        this.meters = meters;
    }

    /** Returns the call for the machine types, which every client of the Core API may make. */
    public ApiCall machineTypes() {
        return calls.machineTypes();
    }

    /**
     * Begins a synchronisation with the rows of a file.
     *
     * @param kind such as {@code work-orders}
     * @param optionsOrNull what is to be done; without it, the rows are applied
     * @throws InvalidFileException if the file has a column twice that says something of an entry
     */
    public CatalogueSync ofFile(String kind, CsvFile file, ApplyOptions optionsOrNull) throws InvalidFileException {
        EntryKind named = EntryKind.named(kind);
        for (String column : Planner.columns(named)) {
            file.column(column);
        }
        return CatalogueSync.withFile(named, Optional.ofNullable(optionsOrNull), file);
    }

    /** Begins one that applies the rows of a query; its columns are named like the fields, with or without underscores. */
    public CatalogueSync ofQuery(String kind, List<Map<String, Object>> rows, String source) {
        return CatalogueSync.withRows(EntryKind.named(kind), source, CatalogueRow.ofQuery(rows));
    }

    /**
     * Begins one that applies messages.
     *
     * @param messages a map of fields each; anything else says why the message cannot be read
     */
    public CatalogueSync ofMessages(String kind, List<?> messages, String source) {
        EntryKind named = EntryKind.named(kind);
        return CatalogueSync.withRows(named, source, CatalogueRow.ofMessages(named, messages));
    }

    /** Waits until no other synchronisation of the kind writes, if this one is to write; then keeps others waiting. */
    public AutoCloseable lock(CatalogueSync sync) {
        return sync.options().apply() ? database.lock("catalogue " + sync.kind().plural()) : () -> {};
    }

    /** Lets others write again. */
    public void unlock(AutoCloseable lock) throws Exception {
        lock.close();
    }

    /** Returns the conversation that reads what Ditio has. */
    public Conversation read(CatalogueSync sync) {
        CellParser parser = new CellParser(sync.kind(), settings);
        List<EntryKey> keys = sync.rows().stream().map(parser::key).toList();
        return new RemoteReading(sync.kind(), calls, api, sync.remote(), keys);
    }

    /** Plans, and returns the conversation that asks Ditio what may be deleted. */
    public Conversation plan(CatalogueSync sync) {
        EntryKind kind = sync.kind();
        Planner.checkColumns(kind, sync.rows());
        Set<String> unseen = sync.remote().unseen(fields(sync));
        Planner planner = new Planner(
                kind,
                new CellParser(kind, settings),
                sync.remote(),
                journal().sentBefore(kind, unseen),
                machineRules(sync));
        Planner.Plan plan = planner.plan(sync.rows(), settings, sync.options());
        sync.plan(plan);
        LOG.info(
                "{} {} of {}: {}",
                sync.options().apply() ? "Applying" : "Planned",
                kind.plural(),
                sync.source(),
                sync.summary());
        return new RetirementQuestions(calls, api, plan.retirement());
    }

    private Optional<MachineRules> machineRules(CatalogueSync sync) {
        return sync.kind() == EntryKind.MACHINES
                ? Optional.of(new MachineRules(
                        MachineRules.categories(settings.categories()),
                        sync.remote().machineTypes(),
                        sync.options().allowLowerHours()))
                : Optional.empty();
    }

    /** Returns the fields that any row sets. */
    private static Set<String> fields(CatalogueSync sync) {
        Set<String> fields = new HashSet<>(sync.kind().fields().keySet());
        fields.removeIf(
                field -> sync.rows().stream().allMatch(row -> row.cell(field).isEmpty()));
        return fields;
    }

    /** Returns the conversation that writes what the plan says. */
    public Conversation write(CatalogueSync sync) {
        return new PlanWriting(sync, calls, api, settings.batch(), operation -> keep(sync, operation));
    }

    private void keep(CatalogueSync sync, WriteOperation operation) {
        String kind = sync.kind().plural();
        journal().keep(sync, operation);
        operation
                .entries()
                .forEach(entry -> meters.catalogueWrite(
                        kind, CatalogueJournal.outcome(entry, operation).toString()));
        sync.progress(operation).ifPresent(progress -> LOG.info("{} of {}: {}", kind, sync.source(), progress));
    }

    /** Keeps what needed no writing, and logs what was not applied unless a command prints it. */
    public void finish(CatalogueSync sync) {
        journal().keepRest(sync);
        List<PlanEntry> left = sync.isPrinted()
                ? List.of()
                : sync.entries().stream().filter(PlanEntry::isNotApplied).toList();
        left.stream().limit(REPORTED).forEach(entry -> LOG.warn("{}", LogText.text(sync.words(entry))));
        if (left.size() > REPORTED) {
            LOG.warn("{} more of {} are blocked, refused or unclear", left.size() - REPORTED, sync.source());
        }
    }

    /** Writes the rows of a file that were not applied to another, to be corrected and dropped again. */
    public void reject(CatalogueSync sync, FileDestination destination) {
        Map<Long, String> reasons = new HashMap<>();
        sync.entries().stream()
                .filter(PlanEntry::isNotApplied)
                .forEach(entry -> reasons.put(entry.line(), entry.reason()));
        CsvFile file = sync.file().orElseThrow();
        try (RejectFile rejects = new RejectFile(destination, file);
                CsvRows rows = file.rows()) {
            while (rows.hasNext()) {
                CsvRow row = rows.next();
                if (reasons.containsKey(row.line())) {
                    rejects.add(row, reasons.get(row.line()));
                }
            }
            rejects.finish().ifPresent(place -> LOG.warn("Rows that were not applied were written to {}", place));
            meters.rejected(sync.kind().plural(), reasons.size());
        }
    }

    private CatalogueJournal journal() {
        return new CatalogueJournal(database, settings.base());
    }
}
