package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.ditioroutes.Failure;
import no.ditioroutes.Thrown;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.csv.CsvRows;
import no.ditioroutes.csv.Destination;
import no.ditioroutes.csv.RejectFile;
import no.ditioroutes.csv.Shown;
import no.ditioroutes.ditio.Answer;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.CoreApi;
import no.ditioroutes.ditio.Unavailable;
import no.ditioroutes.monitor.Meters;
import no.ditioroutes.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a plan and of its application, for routes to call one by one. */
public final class Catalogue {

    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

    /** The most that is told one by one. */
    private static final int TOLD = 20;

    private final Settings settings;
    private final Calls calls;
    private final Categories categories;
    private final CoreApi api;
    private final Journal journal;
    private final Store store;
    private final Meters meters;

    public Catalogue(Settings settings, Categories categories, CoreApi api, Store store, Meters meters) {
        this.settings = settings;
        this.calls = new Calls(settings);
        this.categories = categories;
        this.api = api;
        this.store = store;
        this.meters = meters;
        this.journal = new Journal(store, settings);
    }

    /**
     * Opens a comparison; one that is to change Ditio waits until no other does.
     *
     * @param kind such as {@code work-orders}
     * @param wishOrNull what is to be done; without it, the rows are applied
     * @param sourceOrNull where the rows come from, a file or a name
     */
    public Job open(String kind, Wish wishOrNull, Object sourceOrNull) {
        Wish wish = wishOrNull == null ? Wish.toApply() : wishOrNull;
        AutoCloseable lock = wish.apply() ? store.lock("catalogue " + kind) : () -> {};
        return new Job(Kind.named(kind), wish, settings, Source.of(sourceOrNull), lock, wishOrNull != null);
    }

    /** Tells what stopped it in the words of those who know, which a route may have wrapped. */
    @SuppressWarnings("DoNotCallSuggester") // called by a route
    public void failed(Exception why) throws Exception {
        if (Thrown.of(Failure.class, why).isEmpty()
                && Thrown.of(IOException.class, why).isEmpty()) {
            throw why;
        }
        throw new Failure(Failure.Kind.DITIO, words(why) + ". Check DITIO_API_BASE and the network", why);
    }

    public void close(Job job) throws Exception {
        job.close();
    }

    public ApiCall machineTypes() {
        return calls.machineTypes();
    }

    public ApiCall all(String kind) {
        return calls.all(Kind.named(kind));
    }

    public ApiCall workOrdersOf(String projectId) {
        return calls.workOrdersOf(projectId);
    }

    public ApiCall isDeletable(Item item) {
        return calls.isDeletable(item.id());
    }

    /** What a read was answered. */
    public JsonNode read(Answer answer) throws IOException {
        return api.read(answer);
    }

    /** Takes the machine types. Only that they are told is documented, not how. */
    public void types(Job job, JsonNode answer) {
        for (JsonNode type : Entries.of(answer, "machine types")) {
            String id = type.isTextual()
                    ? type.asText()
                    : type.path("typeId").asText(type.path("id").asText(""));
            job.types().add(id);
        }
    }

    public void projects(Job job, JsonNode answer) {
        job.stock().addProjects(Entries.of(answer, Kind.PROJECTS));
    }

    /** Ids of the projects whose work orders the rows are about. */
    public List<String> projectIds(Job job, List<Row> rows) {
        return job.projectIds(rows);
    }

    /** Takes entries as Ditio has them. */
    public void there(Job job, JsonNode answer) {
        job.stock().add(Entries.of(answer, job.kind()));
    }

    /** Compares. */
    public void plan(Job job, List<Row> rows) {
        Kind kind = job.kind();
        Planner.checkColumns(kind, rows);
        Set<String> unseen = job.stock().unseen(fields(kind, rows));
        job.stock().sent(journal.sentBefore(kind, unseen));
        MachineRules rules = kind == Kind.MACHINES
                ? new MachineRules(
                        categories.read(),
                        job.types(),
                        new HourMeters(job.wish().allowLowerHours()))
                : null;
        RowReader reader = new RowReader(kind, settings);
        Planner planner = new Planner(kind, settings, job.wish(), job.stock(), reader, rules);
        job.plan(planner.plan(rows), planner.retirement().orElse(null));
        if (job.source().isFile()) {
            job.refuse(reader.objection(rows));
        }
        LOG.info(
                "{} {} of {}: {}",
                job.wish().apply() ? "Applying" : "Planned",
                kind.plural(),
                job.source(),
                job.summary());
    }

    /** Whether Ditio lets an item be deleted; else it is deactivated. */
    public void deletable(Item item, JsonNode answer) {
        item.deletable(answer.asBoolean());
    }

    /** Blocks what no row mentions where too much of it would go, once it is known what may be deleted. */
    public void limitRetirement(Job job) {
        job.limitRetirement();
    }

    public void answered(Step step, Answer answer) throws Unavailable {
        step.answered(api.reply(answer));
    }

    /**
     * The answer did not come, or not to its end.
     *
     * @throws Unavailable where it came, and says that nothing was done: that is no loss
     */
    public void lost(Step step, Exception why) throws Unavailable {
        Optional<Unavailable> unavailable = Thrown.of(Unavailable.class, why);
        if (unavailable.isPresent()) {
            throw unavailable.get();
        }
        step.lost(words(why));
    }

    public void found(Step step, JsonNode there) {
        step.found(there);
    }

    public void settle(Step step) throws IOException {
        step.settle();
    }

    /** The tries are used up. */
    public void gaveUp(Step step, Exception why) {
        step.giveUp(words(why));
    }

    /** Keeps what became of a step, and stops where Ditio takes nothing any more. */
    public void keep(Job job, Step step) {
        journal.keep(job, step);
        step.items().forEach(item -> meters.catalogueWrite(job.kind().plural(), Journal.outcome(item, step)));
        job.progress(step)
                .ifPresent(progress -> LOG.info("{} of {}: {}", job.kind().plural(), job.source(), progress));
        boolean unclear = step.items().stream().anyMatch(item -> item.outcome() == Outcome.UNCLEAR);
        if (job.unclear(unclear) == 3) {
            throw new Failure(
                    Failure.Kind.DITIO,
                    "Ditio answers no write any more, the rest of " + job.source()
                            + " was not tried. Apply it again: what was done is not done twice. "
                            + step.items().get(0).reason());
        }
    }

    /** Keeps what needed no step, and logs what was not applied where no command prints it. */
    public void finish(Job job) {
        journal.keepRest(job);
        List<Item> left = job.isPrinted()
                ? List.of()
                : job.items().stream().filter(Item::isLeft).toList();
        left.stream().limit(TOLD).forEach(item -> LOG.warn("{}", Shown.text(job.told(item))));
        if (left.size() > TOLD) {
            LOG.warn("{} more of {} are blocked, refused or unclear", left.size() - TOLD, job.source());
        }
    }

    /** Writes the rows of a file that did not come about to another, to be mended and given again. */
    public void setAside(Job job, CsvFile file, Destination destination) {
        Map<Long, String> reasons = new HashMap<>();
        job.items().stream().filter(Item::isLeft).forEach(item -> reasons.put(item.line(), item.reason()));
        try (RejectFile rejects = new RejectFile(destination, file);
                CsvRows rows = file.rows()) {
            while (rows.hasNext()) {
                CsvRow row = rows.next();
                if (reasons.containsKey(row.line())) {
                    rejects.add(row, reasons.get(row.line()));
                }
            }
            rejects.finish().ifPresent(place -> LOG.warn("The rows that did not come about are in {}", place));
            meters.rejected(job.kind().plural(), reasons.size());
        }
    }

    /** A failure that is told in words already goes on as it is. */
    private static String words(Exception why) {
        Thrown.of(Failure.class, why).ifPresent(failure -> {
            throw failure;
        });
        return String.valueOf(
                Thrown.of(IOException.class, why).map(Exception::getMessage).orElse(why.toString()));
    }

    private static Set<String> fields(Kind kind, List<Row> rows) {
        Set<String> fields = new HashSet<>(kind.fields().keySet());
        fields.removeIf(field -> rows.stream().allMatch(row -> row.cell(field).isEmpty()));
        return fields;
    }
}
