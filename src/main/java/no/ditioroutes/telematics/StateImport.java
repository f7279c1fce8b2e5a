package no.ditioroutes.telematics;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import no.ditioroutes.Failure;
import no.ditioroutes.Stop;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.csv.CsvRows;
import no.ditioroutes.csv.Shown;
import no.ditioroutes.ditio.MachineState;
import no.ditioroutes.monitor.Meters;
import no.ditioroutes.store.BatchStatus;
import no.ditioroutes.store.ImportSummary;
import no.ditioroutes.store.Ledger;
import no.ditioroutes.store.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file of machine states while it is handled: its rows block by block, and the count of what became of them. */
public final class StateImport implements Iterable<Block>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StateImport.class);

    private final CsvFile csv;
    private final ImportOptions options;
    private final RowReader reader;
    private final Lock lock;
    private final Ledger ledger;
    private final Listings listings;
    private final int blockRows;
    private final Stop stop;
    private final ImportCounts counts;
    /** The end of the last interval of each machine that the ledger has. */
    private final Map<MachineState.Machine, Instant> lastEnds = new HashMap<>();

    private final Map<String, Project> projects = new HashMap<>();
    private final List<Batch> unsettled = new ArrayList<>();
    private final Deque<Batch> batches = new ArrayDeque<>();
    private CsvRows rows;
    private Batch current;
    private Project last;
    private Meaning meaning = Meaning.UNKNOWN;
    private int lastNumber;

    StateImport(
            CsvFile csv,
            ImportOptions options,
            RowReader reader,
            Lock lock,
            Ledger ledger,
            Listings listings,
            int blockRows,
            Stop stop) {
        this.csv = csv;
        this.options = options;
        this.reader = reader;
        this.lock = lock;
        this.ledger = ledger;
        this.listings = listings;
        this.blockRows = blockRows;
        this.stop = stop;
        this.lastNumber = ledger.lastNumber();
        this.counts = new ImportCounts(csv.name());
    }

    ImportOptions options() {
        return options;
    }

    boolean isDryRun() {
        return options.dryRun();
    }

    RowReader reader() {
        return reader;
    }

    Ledger ledger() {
        return ledger;
    }

    String name() {
        return csv.name();
    }

    void settleLater(Batch batch) {
        unsettled.add(batch);
    }

    /** The batches of earlier runs of which nobody knows whether they arrived. */
    public List<Batch> unsettled() {
        return unsettled;
    }

    /** Whether a batch is claimed and not sent. */
    public boolean hasBatch() {
        return !batches.isEmpty();
    }

    /** That batch, which is taken out. */
    public Batch nextBatch() {
        goOn();
        current = batches.removeFirst();
        return current;
    }

    /** All that is claimed for a project, which is taken out. */
    List<Batch> takeOut(Project project) {
        List<Batch> out =
                batches.stream().filter(batch -> batch.project() == project).toList();
        batches.removeAll(out);
        return out;
    }

    List<Batch> batches() {
        return List.copyOf(batches);
    }

    void sendNothing() {
        batches.clear();
    }

    void sendNext(List<Batch> halves) {
        for (int at = halves.size() - 1; at >= 0; at--) {
            batches.addFirst(halves.get(at));
        }
    }

    /** Its rows, block by block; to be walked once. */
    @Override
    public Iterator<Block> iterator() {
        rows = csv.rows();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Block next() {
                return block();
            }
        };
    }

    private void goOn() {
        if (stop.isRequested()) {
            throw new Failure(
                    Failure.Kind.SINK, "Stopped in the middle of " + csv.name() + ": the rest goes at the next start");
        }
    }

    private Block block() {
        goOn();
        List<CsvRow> raw = new ArrayList<>();
        while (rows.hasNext() && raw.size() < blockRows) {
            raw.add(rows.next());
        }
        counts.read(raw.size());
        return new Block(this, raw);
    }

    /** Rows of a project mostly stand together. */
    Project project(MachineState state) {
        if (last == null || !last.is(state)) {
            last = project(state.companyId(), state.projectId());
        }
        return last;
    }

    Project project(String companyId, String projectId) {
        return projects.computeIfAbsent(companyId + "/" + projectId, key -> new Project(this, companyId, projectId));
    }

    /**
     * Whether the ledger may have the same interval, or one that it collides with: not, where it comes after all of its
     * machine.
     */
    boolean mayBeKnown(MachineState state) {
        return state.start().isBefore(lastEnds.computeIfAbsent(state.machine(), key -> ledger.lastEnd(
                        state.companyId(), state.machineId())
                .orElse(Instant.MIN)));
    }

    /** Writes batches into the ledger; false where another process was faster with one of their rows. */
    boolean claim(List<Batch> claimed) {
        boolean done = ledger.claim(claimed.stream().map(Batch::stored).toList());
        if (done) {
            claimed.stream()
                    .flatMap(Batch::states)
                    .forEach(state -> lastEnds.merge(
                            state.machine(), state.end(), (one, other) -> one.isAfter(other) ? one : other));
        } else {
            lastEnds.clear();
        }
        return done;
    }

    Meaning meaning() {
        return meaning;
    }

    void meaning(Meaning learnt) {
        meaning = learnt;
    }

    int nextNumber() {
        return ++lastNumber;
    }

    void reject(CsvRow row, String reason) {
        counts.rejected();
        listings.reject(row, reason);
    }

    /** Takes out of the ledger what is not in Ditio. Where the file that left it is gone, nobody else may have its rows. */
    void strike(Batch batch) {
        if (batch.isFileGone() && !options.dryRun()) {
            left("unsent", batch, "not sent: " + batch.leftBy() + " had it, and is gone. Drop this list to send it");
        }
        ledger.release(batch.number());
    }

    /** Lists what another file left, and what it is now. */
    void left(String what, Batch batch, String reason) {
        Path list = listings.left(what, batch.entries(), reason);
        LOG.warn("{} that another file left are {}, and listed in {}", batch, what, Shown.text(list.toString()));
    }

    void known() {
        counts.known();
    }

    /** A row that is taken as being in Ditio: it counts as known, and is listed, so that somebody may think otherwise. */
    void present(CsvRow row, String reason) {
        counts.known();
        listings.present(row, reason);
    }

    void requested() {
        counts.requested();
    }

    void sent(int count) {
        counts.sent(count);
    }

    /** Counts what became of rows since it was counted last. */
    void count(Meters meters) {
        if (!options.dryRun()) {
            counts.addTo(meters);
        }
    }

    /** What became of the file so far. */
    public ImportSummary summary() {
        return counts.summary();
    }

    /** Returns the rows that a dry run rejects, in the order in which it found them. */
    public List<RejectedRow> rejectedInDryRun() {
        return listings.rejectedInDryRun();
    }

    /** Puts the lists of refused rows into their place, and the summary into the database. */
    void finish() {
        ImportSummary summary = summary();
        if (!options.dryRun()) {
            listings.finish();
            ledger.finish(summary);
        }
        LOG.info("{}{}", options.dryRun() ? "Dry run of " : "", Shown.text(summary.toString()));
    }

    @Override
    public void close() {
        try (lock;
                ledger;
                listings) {
            if (rows != null) {
                rows.close();
            }
            reopen();
        }
    }

    /** Of what certainly did not arrive Ditio need not be asked by the next run. */
    private void reopen() {
        if (current != null && current.isToSend()) {
            ledger.settled(current.number(), BatchStatus.OPEN);
        }
    }
}
