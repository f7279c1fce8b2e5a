package no.ditioroutes.telematics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import no.ditioroutes.Failure;
import no.ditioroutes.Stop;
import no.ditioroutes.Thrown;
import no.ditioroutes.csv.BadFile;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.ditio.MachineState;
import no.ditioroutes.inbox.Inbox;
import no.ditioroutes.monitor.Meters;
import no.ditioroutes.store.BatchStatus;
import no.ditioroutes.store.Ledger;
import no.ditioroutes.store.LedgerEntry;
import no.ditioroutes.store.LedgerMatch;
import no.ditioroutes.store.Lock;
import no.ditioroutes.store.StateBatch;
import no.ditioroutes.store.Store;

/**
 * Decides by the ledger what is sent. Every row is written there before it goes to Ditio, in the batch it goes with, so
 * that no two processes send it, and none sends it twice.
 */
public final class StateLedger {

    private static final String FORCE = ". To send it all the same: import --force";

    private final Store store;
    private final StateRules rules;
    private final Inbox inbox;
    private final int blockRows;
    private final int batchRows;
    private final boolean overlapsMayStand;
    private final Stop stop;
    private final Meters meters;

    /**
     * @param blockRows how many rows are handled together
     * @param batchRows how many go in one request
     * @param overlaps {@code reject} or {@code send}
     * @param stop ends the work on a file at the next request
     */
    public StateLedger(
            Store store,
            StateRules rules,
            Inbox inbox,
            int blockRows,
            int batchRows,
            String overlaps,
            Stop stop,
            Meters meters) {
        this.store = store;
        this.rules = rules;
        this.inbox = inbox;
        this.blockRows = blockRows;
        this.batchRows = batchRows;
        this.overlapsMayStand = Setting.of(Overlaps.class, "telematics.overlaps", overlaps) == Overlaps.SEND;
        this.stop = stop;
        this.meters = meters;
    }

    private enum Overlaps {
        REJECT,
        SEND
    }

    /**
     * Begins with a file.
     *
     * @param options null for the usual ones
     * @throws BadFile where it is to be refused whole
     * @throws Failure where another process is at it
     */
    public StateImport open(CsvFile csv, ImportOptions options) throws BadFile {
        RowReader reader = rules.reader(csv);
        rules.survey(csv, blockRows, overlapsMayStand);
        ImportOptions wanted = options == null ? ImportOptions.USUAL : options;
        Lock lock = store.tryLock("import " + csv.digest())
                .orElseThrow(() -> new Failure(
                        Failure.Kind.SINK, "Another process is sending " + csv.name() + "; it is left to that one"));
        try {
            return begun(csv, wanted, reader, lock, store.ledger(csv.digest(), csv.name(), wanted.dryRun()));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** With what earlier runs left behind, of this file and of others that nobody handles now. */
    private StateImport begun(CsvFile csv, ImportOptions options, RowReader reader, Lock lock, Ledger ledger) {
        try {
            if (!options.dryRun()) {
                ledger.othersUnsettled().forEach(digest -> adopt(ledger, digest));
            }
            Listings listings = new Listings(csv, inbox::rejects, options.dryRun());
            StateImport begun = new StateImport(csv, options, reader, lock, ledger, listings, blockRows, stop);
            ledger.unsettled().forEach(batch -> takeUp(begun, batch));
            return begun;
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    /** A file that was replaced in the inbox, or waits there for another try, may have rows in common with this one. */
    private void adopt(Ledger ledger, String digest) {
        store.tryLock("import " + digest).ifPresent(lock -> {
            try (lock) {
                ledger.adopt(digest);
            }
        });
    }

    /** What was claimed and never sent is claimed anew; what was sent without an answer is to be found out. */
    private void takeUp(StateImport begun, StateBatch stored) {
        Project project = begun.project(stored.companyId(), stored.projectId());
        Batch batch = Batch.unsettled(begun, project, stored, isGone(begun, stored.leftBy()));
        if (stored.status() == BatchStatus.OPEN) {
            begun.strike(batch);
        } else if (!begun.isDryRun()) {
            begun.settleLater(batch);
        }
    }

    /** Whether a file that left batches will not come back by itself. */
    private boolean isGone(StateImport begun, String leftBy) {
        return leftBy != null && !leftBy.equals(begun.name()) && !inbox.holds(leftBy);
    }

    /** Leaves out what was sent before, and what collides with that or with other rows of the block. */
    public void leaveOutKnown(Block block) {
        StateImport of = block.of();
        Ledger ledger = of.ledger();
        List<LedgerEntry> perhaps = block.rows().stream()
                .filter(row -> of.mayBeKnown(row.state()))
                .map(StateRow::entry)
                .toList();
        Map<Long, List<LedgerMatch>> matches = (overlapsMayStand ? ledger.same(perhaps) : ledger.meeting(perhaps))
                .stream().collect(Collectors.groupingBy(LedgerMatch::line));
        List<MachineState> again = new ArrayList<>();
        block.keep(row -> !matches.containsKey(row.line()) || isToGo(of, row, matches.get(row.line()), again));
        ledger.release(again);
        block.keepApart(overlapsMayStand);
    }

    private static boolean isToGo(StateImport of, StateRow row, List<LedgerMatch> matches, List<MachineState> again) {
        LedgerMatch match = matches.stream()
                .filter(one -> one.state().equals(row.state()))
                .findFirst()
                .orElse(matches.get(0));
        if (!match.state().equals(row.state())) {
            of.reject(row.csv(), "it overlaps line " + match.fileLine() + " of " + match.file() + ", " + match.state());
            return false;
        }
        boolean sure = match.status() != BatchStatus.HELD && match.status() != BatchStatus.PRESENT;
        if (!sure && of.options().force()) {
            return again.add(match.state());
        }
        switch (match.status()) {
            case HELD -> of.reject(row.csv(), held(match));
            case PRESENT -> of.present(row.csv(), "taken as being in Ditio already since " + match.file() + FORCE);
            default -> of.known();
        }
        return false;
    }

    /** Leaves out what belongs to projects that take nothing. */
    private static void leaveOutStopped(Block block) {
        block.keep(row -> {
            Project project = block.of().project(row.state());
            if (project.isStopped()) {
                block.of().reject(row.csv(), project.whyStopped());
            }
            return !project.isStopped();
        });
    }

    private static String held(LedgerMatch match) {
        return "held: it was sent from line " + match.fileLine() + " of " + match.file() + StateOutcomes.HELD;
    }

    /** Makes batches of what is left, by company and project, in order of time. */
    public void group(Block block) {
        block.of().count(meters);
        leaveOutStopped(block);
        block.of().sendNext(block.grouped(batchRows));
    }

    /**
     * Writes the batches into the ledger. Rows that another process wrote there in the meantime are left to it.
     */
    public void claim(Block block) {
        StateImport of = block.of();
        while (!of.claim(of.batches())) {
            of.sendNothing();
            leaveOutKnown(block);
            group(block);
        }
        if (of.isDryRun()) {
            of.batches().forEach(batch -> of.sent(batch.size()));
            of.sendNothing();
        }
    }

    /** What was in a project before this program first met it is written into the ledger too, and not sent. */
    public void leaveOutPresent(Block block) {
        StateImport of = block.of();
        if (of.options().force()) {
            return;
        }
        List<Batch> present = block.present(batchRows);
        while (!present.isEmpty() && !of.claim(present)) {
            leaveOutKnown(block);
            present = block.present(batchRows);
        }
        present.forEach(StateLedger::keepPresent);
        block.keep(row -> !of.project(row.state()).hasHad(row.state().end()));
    }

    private static void keepPresent(Batch batch) {
        batch.of().ledger().settled(batch.number(), BatchStatus.PRESENT);
        String why = "taken as being in Ditio already: it ends at or before "
                + batch.project().hadUntil() + ", the latest that Ditio had of " + batch.project()
                + " when this program first met it" + FORCE;
        batch.rows().forEach(row -> batch.of().present(row.csv(), why));
    }

    /** Tells what stopped a file; the rest of it waits. */
    public void gaveUp(CsvFile csv, Exception thrown) {
        Thrown.of(Failure.class, thrown).ifPresent(failure -> {
            throw failure;
        });
        IOException last = Thrown.of(IOException.class, thrown).orElseThrow();
        throw new Failure(
                Failure.Kind.DITIO,
                "Gave up sending " + csv.name() + ": " + last.getMessage()
                        + ". The ledger knows what was sent; the rest goes when the file is taken again",
                last);
    }

    /** Ends with a file whose rows are all done. */
    public void finish(StateImport done) {
        done.finish();
    }

    /** Lets a file go, whether it is done or not. */
    public void close(StateImport begun) {
        begun.count(meters);
        begun.close();
    }
}
