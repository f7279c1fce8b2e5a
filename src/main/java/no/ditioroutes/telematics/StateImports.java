package no.ditioroutes.telematics;

import java.util.ArrayList;
import java.util.List;
import no.ditioroutes.ShutdownSignal;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.InvalidFileException;
import no.ditioroutes.csv.LogText;
import no.ditioroutes.database.Database;
import no.ditioroutes.database.Lock;
import no.ditioroutes.inbox.FileKinds;
import no.ditioroutes.inbox.Inbox;
import no.ditioroutes.monitor.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports files of machine states: the steps of their route around the conversation with Ditio. */
public final class StateImports {

    private static final Logger LOG = LoggerFactory.getLogger(StateImports.class);

    private final FileKinds kinds;
    private final StateRules rules;
    private final StatesApi api;
    private final Database database;
    private final Inbox inbox;
    private final ShutdownSignal stop;
    private final Meters meters;
    private final int blockRows;
    private final int batchRows;
    private final boolean overlapsMayStand;
    private final boolean resendsUnproven;

    /**
     * @param stop ends the import of a file at the next request
     * @param blockRows how many rows are handled together
     * @param batchRows how many rows go in one request
     * @param overlaps {@code reject} or {@code send}
     * @param unproven what becomes of rows of which nothing proves that they arrived: {@code hold} or {@code resend}
     */
    public StateImports(
            FileKinds kinds,
            StateRules rules,
            StatesApi api,
            Database database,
            Inbox inbox,
            ShutdownSignal stop,
            Meters meters,
            int blockRows,
            int batchRows,
            String overlaps,
            String unproven) {
        this.kinds = kinds;
        this.rules = rules;
        this.api = api;
        this.database = database;
        this.inbox = inbox;
        this.stop = stop;
        this.meters = meters;
        this.blockRows = blockRows;
        this.batchRows = batchRows;
        this.overlapsMayStand = EnumSetting.of(Overlaps.class, "telematics.overlaps", overlaps) == Overlaps.SEND;
        this.resendsUnproven = EnumSetting.of(Unproven.class, "telematics.unproven", unproven) == Unproven.RESEND;
    }

    private enum Overlaps {
        REJECT,
        SEND
    }

    private enum Unproven {
        HOLD,
        RESEND
    }

    /**
     * Opens a file, under a lock that keeps other processes from importing the same content.
     *
     * @param options null for the usual ones
     * @throws InvalidFileException if the file is to be rejected entirely
     * @throws UserFacingException if another process imports it
     */
    public StateImport open(CsvFile file, ImportOptions options) throws InvalidFileException {
        api.checkBase();
        CsvFile csv = kinds.as("excavator-states", file);
        StateBlocks blocks = new StateBlocks(csv, rules.reader(csv), blockRows);
        try {
            blocks.checkHalf(overlapsMayStand);
            return open(csv, options == null ? ImportOptions.USUAL : options, blocks);
        } catch (RuntimeException | InvalidFileException e) {
            blocks.close();
            throw e;
        }
    }

    private StateImport open(CsvFile csv, ImportOptions options, StateBlocks blocks) {
        Lock lock = database.tryLock("import " + csv.digest())
                .orElseThrow(() -> new UserFacingException(
                        UserFacingException.Kind.SINK,
                        "Another process is sending " + csv.name() + "; it is left to that one"));
        try {
            Ledger ledger = Ledger.open(database, csv.digest(), csv.name(), options.dryRun());
            return open(csv, options, blocks, lock, ledger);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Begins with what earlier runs left behind, of this file and of others that nobody handles now. */
    private StateImport open(CsvFile csv, ImportOptions options, StateBlocks blocks, Lock lock, Ledger ledger) {
        try {
            if (!options.dryRun()) {
                ledger.othersUnsettled().forEach(digest -> adopt(ledger, digest));
            }
            RejectLists lists = new RejectLists(csv, inbox::rejects, options.dryRun());
            ImportCounts counts = new ImportCounts(csv.name());
            StateBookkeeping books = new StateBookkeeping(
                    ledger,
                    lists,
                    counts,
                    options,
                    new KnownRows(ledger, lists, counts, options.force(), overlapsMayStand),
                    batchRows,
                    name -> !name.equals(csv.name()) && !inbox.holds(name));
            StateDelivery delivery = new StateDelivery(csv.name(), api, books, books.begin(), stop, resendsUnproven);
            return new StateImport(options, delivery, blocks, counts, lists, books, ledger, lock);
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    /** Takes over what a file left that was replaced in the inbox, or waits there: it may have rows in common with this one. */
    private void adopt(Ledger ledger, String digest) {
        database.tryLock("import " + digest).ifPresent(lock -> {
            try (lock) {
                ledger.adopt(digest);
            }
        });
    }

    /** Rejects the rows of a block that hold no machine state, and adds the others to the delivery. */
    public void validate(StateImport open, List<StateRow> block) {
        open.counts().read(block.size());
        List<StateRow> good = new ArrayList<>(block.size());
        for (StateRow row : block) {
            if (row.isBad()) {
                open.books().rejected(row, row.problem());
            } else {
                good.add(row);
            }
        }
        count(open);
        open.delivery().add(good);
    }

    /** Puts the lists of rejected rows into their place, and the summary into the database. */
    public void finish(StateImport done) {
        ImportSummary summary = done.summary();
        boolean dryRun = done.options().dryRun();
        if (!dryRun) {
            done.lists().finish();
            done.ledger().finish(summary);
        }
        LOG.info("{}{}", dryRun ? "Dry run of " : "", LogText.text(summary.toString()));
    }

    /** Releases a file, whether all of it is done or not. */
    public void close(StateImport open) {
        count(open);
        open.close();
    }

    private void count(StateImport open) {
        if (!open.options().dryRun()) {
            open.counts().addTo(meters);
        }
    }
}
