package no.ditioroutes.telematics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import no.ditioroutes.telematics.StateBatch.Status;

/** Remembers the delivery of a file in the ledger and in the lists of rejected rows. For one thread. */
final class StateBookkeeping implements Bookkeeping {

    private static final Comparator<StateRow> BY_TIME =
            Comparator.<StateRow, Instant>comparing(row -> row.state().start()).thenComparing(StateRow::line);

    private final Ledger ledger;
    private final RejectLists lists;
    private final ImportCounts counts;
    private final ImportOptions options;
    private final KnownRows known;
    private final int batchRows;
    private final Predicate<String> isGone;

    /** The end of what each project had before this program first sent anything to it. */
    private final Map<ProjectName, Instant> hadUntil = new HashMap<>();

    private int lastNumber;

    /**
     * @param batchRows how many rows go in one request
     * @param isGone whether a file, known by its name, will not come back by itself
     */
    StateBookkeeping(
            Ledger ledger,
            RejectLists lists,
            ImportCounts counts,
            ImportOptions options,
            KnownRows known,
            int batchRows,
            Predicate<String> isGone) {
        this.ledger = ledger;
        this.lists = lists;
        this.counts = counts;
        this.options = options;
        this.known = known;
        this.batchRows = batchRows;
        this.isGone = isGone;
    }

    /** Releases what earlier runs claimed and never sent; returns what they sent without seeing an answer. */
    List<StateBatch> begin() {
        lastNumber = ledger.lastNumber();
        Map<Boolean, List<StateBatch>> unsettled =
                ledger.unsettled().stream().collect(Collectors.partitioningBy(StateBatch::isOfEarlierRun));
        unsettled.get(false).forEach(this::released);
        return options.dryRun() ? List.of() : unsettled.get(true);
    }

    @Override
    public void met(ProjectName project, Optional<Instant> latest) {
        ledger.hadUntil(project, latest).ifPresent(end -> hadUntil.put(project, end));
    }

    @Override
    public List<StateRow> selectNew(List<StateRow> rows) {
        List<StateRow> unknown = known.without(rows);
        return options.force() ? unknown : withoutPresent(unknown);
    }

    /** Leaves out what was in a project before this program first met it; that is noted in the ledger too. */
    private List<StateRow> withoutPresent(List<StateRow> rows) {
        List<StateRow> left = rows;
        List<StateBatch> present = batches(left.stream().filter(this::isPresent).toList());
        while (!known.claim(present)) {
            left = known.without(left);
            present = batches(left.stream().filter(this::isPresent).toList());
        }
        present.forEach(this::notePresent);
        return present.isEmpty()
                ? left
                : left.stream().filter(row -> !isPresent(row)).toList();
    }

    /**
     * Returns whether an interval is assumed to be in Ditio already: it ends at or before what Ditio said was the project's
     * latest timestamp when this program first met it, whichever file it comes in. Whether that is a start or an end is not
     * documented; an interval that starts there may as well be the next one, so it is sent. Ditio says it for a project and
     * not for a machine, so the late data of one machine cannot be distinguished from what another sender brought.
     */
    private boolean isPresent(StateRow row) {
        Instant end = hadUntil.isEmpty() ? null : hadUntil.get(row.project());
        return end != null && !row.state().end().isAfter(end);
    }

    private void notePresent(StateBatch batch) {
        ledger.settled(batch.number(), Status.PRESENT);
        String why = "taken as being in Ditio already: it ends at or before " + hadUntil.get(batch.project())
                + ", the latest that Ditio had of " + batch.project() + " when this program first met it"
                + KnownRows.FORCE;
        batch.rows().forEach(row -> known.present(row, why));
    }

    @Override
    public Optional<List<StateBatch>> claim(List<StateRow> rows) {
        List<StateBatch> batches = batches(rows);
        if (!known.claim(batches)) {
            return Optional.empty();
        }
        if (options.dryRun()) {
            counts.sent(rows.size());
        }
        return Optional.of(options.dryRun() ? List.of() : batches);
    }

    /** Returns batches by company and project, in order of time. */
    private List<StateBatch> batches(List<StateRow> rows) {
        Map<ProjectName, List<StateRow>> byProject = rows.stream()
                .collect(Collectors.groupingBy(StateRow::project, LinkedHashMap::new, Collectors.toList()));
        List<StateBatch> batches = new ArrayList<>();
        byProject.forEach((project, all) -> {
            all.sort(BY_TIME);
            for (int from = 0; from < all.size(); from += batchRows) {
                batches.add(open(project, all.subList(from, Math.min(all.size(), from + batchRows))));
            }
        });
        return batches;
    }

    private StateBatch open(ProjectName project, List<StateRow> rows) {
        lastNumber++;
        return StateBatch.open(lastNumber, project, rows);
    }

    @Override
    public void leaving(StateBatch batch, PreSendSnapshot snapshot) {
        ledger.posting(batch.number(), snapshot.toJson());
        counts.requested();
    }

    @Override
    public boolean isAmongOthers(StateBatch batch) {
        return ledger.isAmongOthers(batch.number());
    }

    @Override
    public void stored(StateBatch batch) {
        ledger.settled(batch.number(), Status.SENT);
        counts.sent(batch.isOfEarlierRun() ? 0 : batch.size());
    }

    @Override
    public void absent(StateBatch batch) {
        ledger.settled(batch.number(), Status.OPEN);
    }

    /** Lists its rows if the file that left it is gone: nobody else may have them. */
    @Override
    public void released(StateBatch batch) {
        if (batch.leftBy() != null && isGone.test(batch.leftBy()) && !options.dryRun()) {
            lists.left(
                    "unsent", batch, "not sent: " + batch.leftBy() + " had it, and is gone. Drop this list to send it");
        }
        ledger.release(batch.number());
    }

    @Override
    public void held(StateBatch batch) {
        if (batch.leftBy() != null) {
            // This file may not have these rows, and the other may never come back.
            lists.left("held", batch, "held: another file had it, it was sent" + KnownRows.HELD);
        }
        ledger.settled(batch.number(), Status.HELD);
        if (!batch.isOfEarlierRun()) {
            batch.rows().forEach(row -> rejected(row, "held: it was sent" + KnownRows.HELD));
        }
    }

    @Override
    public List<StateBatch> halved(StateBatch batch) {
        int middle = batch.size() / 2;
        List<StateBatch> halves = List.of(
                open(batch.project(), batch.rows().subList(0, middle)),
                open(batch.project(), batch.rows().subList(middle, batch.size())));
        ledger.split(batch.number(), halves);
        return halves;
    }

    @Override
    public void rejected(StateBatch batch, String reason) {
        ledger.release(batch.number());
        batch.rows().forEach(row -> rejected(row, reason));
    }

    @Override
    public void rejected(StateRow row, String reason) {
        known.reject(row, reason);
    }
}
