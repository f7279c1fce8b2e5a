package no.ditioroutes.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import no.ditioroutes.Failure;
import no.ditioroutes.ditio.MachineState;

/**
 * The ledger of machine states, while one file is handled: what was given to Ditio, and what is about to be. What a
 * method did is kept when it returns, but for {@link #settled}; in a dry run the end takes all of it back. For one thread.
 */
public final class Ledger implements AutoCloseable {

    private final Connection connection;
    private final Dialect dialect;
    private final SqlErrors errors;
    private final boolean dryRun;
    private final long importId;
    private final StateRows rows;
    private final StateBatches batches;
    private final ExistingData existing;

    /** Whether there is something to keep. */
    private boolean waiting;

    Ledger(Connection connection, Dialect dialect, SqlErrors errors, String digest, String name, boolean dryRun) {
        this.connection = connection;
        this.dialect = dialect;
        this.errors = errors;
        this.dryRun = dryRun;
        this.rows = new StateRows(connection, dialect);
        this.importId = call("noting the file " + name, () -> {
            rows.createStage();
            connection.commit();
            long id = new Imports(connection).begin(digest, name);
            keep();
            return id;
        });
        this.batches = new StateBatches(connection, dialect, importId);
        this.existing = new ExistingData(connection);
    }

    /** The batches of this file that no answer was seen to. */
    public List<StateBatch> unsettled() {
        return call("looking for batches without an answer", batches::unsettled);
    }

    /** The highest number of a batch of this file; 0 where there is none. */
    public int lastNumber() {
        return call("numbering its batches", batches::lastNumber);
    }

    /** The contents of other files that left batches without an answer. */
    public List<String> othersUnsettled() {
        return call("looking for batches of other files without an answer", batches::othersUnsettled);
    }

    /** Makes the batches this file's own that another file, which nobody handles now, left without an answer. */
    public void adopt(String digest) {
        change("taking over batches", () -> batches.adopt(digest));
    }

    /**
     * Whether another request to the same project was under way since this batch went to Ditio: one of another file, or one
     * that was taken over.
     */
    public boolean isAmongOthers(int number) {
        return call("looking for other requests", () -> batches.isAmongOthers(number));
    }

    /**
     * Returns the end of what a project had before this program first sent anything to it; empty if it had nothing.
     *
     * @param latest what Ditio says now, which is noted once, for all files and processes, as long as nothing was sent
     */
    public Optional<Instant> hadUntil(String companyId, String projectId, Optional<Instant> latest) {
        return call("looking for the project " + projectId, () -> {
            Optional<Instant> noted = existing.hadUntil(companyId, projectId);
            if (noted.isPresent() || latest.isEmpty() || batches.has(companyId, projectId)) {
                return noted;
            }
            Instant first = existing.noteFirst(companyId, projectId, latest.get());
            keep();
            return Optional.of(first);
        });
    }

    /** The rows that stand in the ledger already. */
    public List<LedgerMatch> same(List<LedgerEntry> entries) {
        return call("looking for rows that were sent before", () -> rows.matches(entries, dialect.same()));
    }

    /**
     * The rows that share a moment with an interval of the ledger, of the same machine: the same intervals, and others
     * that they collide with.
     */
    public List<LedgerMatch> meeting(List<LedgerEntry> entries) {
        return call("looking for rows that were sent before", () -> rows.matches(entries, dialect.meeting()));
    }

    /** The end of the last interval of a machine; empty where the ledger has none. */
    public Optional<Instant> lastEnd(String companyId, String machineId) {
        return call("looking for the machine " + machineId, () -> rows.lastEnd(companyId, machineId));
    }

    /**
     * Writes batches and their rows into the ledger, before anything of them goes to Ditio.
     *
     * @return false where another process wrote one of the rows meanwhile; nothing is written then
     */
    public boolean claim(List<StateBatch> claimed) {
        return call("claiming rows", () -> {
            if (waiting) {
                keep();
            }
            // All that a dry run did before is in the same transaction.
            Savepoint before = dryRun ? connection.setSavepoint() : null;
            try {
                add(claimed);
                keep();
                return true;
            } catch (SQLException e) {
                if (!SqlErrors.isDuplicate(e)) {
                    throw e;
                }
                takeBack(before);
                return false;
            }
        });
    }

    private void takeBack(Savepoint savepointOrNull) throws SQLException {
        if (savepointOrNull == null) {
            connection.rollback();
        } else {
            connection.rollback(savepointOrNull);
        }
    }

    private void add(List<StateBatch> some) throws SQLException {
        batches.add(some);
        rows.add(importId, some);
    }

    private void delete(int number) throws SQLException {
        rows.delete(importId, number);
        batches.delete(number);
    }

    /**
     * Notes that a batch is about to go to Ditio, and what Ditio shows before.
     *
     * @throws Failure where it is another process's by now
     */
    public void posting(int number, String looked) {
        change("noting a request", () -> {
            if (!batches.posting(number, looked)) {
                throw new Failure(
                        Failure.Kind.SINK, "Another process took over the rows of this file, and goes on with them");
            }
            keepForGood();
        });
    }

    /**
     * Notes what became of a batch. That is kept together with whatever comes next: should the process die before, Ditio is
     * asked, as it is for any batch without an answer.
     */
    public void settled(int number, BatchStatus status) {
        call("noting an answer", () -> {
            waiting = true;
            batches.settle(number, status);
            return true;
        });
    }

    /** Strikes a batch and its rows: they are not in Ditio. */
    public void release(int number) {
        change("releasing rows", () -> delete(number));
    }

    /** Strikes single rows, of whichever file. */
    public void release(Collection<MachineState> states) {
        change("releasing rows", () -> rows.delete(states));
    }

    /** Puts batches in the place of one that was refused as a whole. */
    public void split(int number, List<StateBatch> parts) {
        change("splitting a batch", () -> {
            delete(number);
            add(parts);
        });
    }

    /** Notes what this run did with the file. */
    public void finish(ImportSummary summary) {
        change("noting the end of a file", () -> {
            new Imports(connection).finish(importId, summary);
            keepForGood();
        });
    }

    @Override
    public void close() {
        try (connection) {
            if (waiting) {
                keep();
            }
            connection.rollback();
        } catch (SQLException e) {
            // The connection is gone, and with it what was not kept.
            return;
        }
    }

    /** A change of the ledger. */
    @FunctionalInterface
    private interface Change {

        void make() throws SQLException;
    }

    private void change(String doing, Change change) {
        call(doing, () -> {
            change.make();
            keep();
            return true;
        });
    }

    private void keep() throws SQLException {
        waiting = false;
        if (!dryRun) {
            connection.commit();
        }
    }

    /** Before a request goes out, or a file is moved away: nobody could tell afterwards. */
    private void keepForGood() throws SQLException {
        keep();
        dialect.flush(connection);
    }

    private <T> T call(String doing, Unit.Work<T> work) throws Failure {
        try {
            return work.run();
        } catch (SQLException e) {
            waiting = false;
            throw errors.failure(doing, e);
        }
    }
}
