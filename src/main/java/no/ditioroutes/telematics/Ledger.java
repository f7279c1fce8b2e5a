package no.ditioroutes.telematics;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.database.Database;
import no.ditioroutes.ditio.MachineState;

/**
 * The ledger of machine states, while one file is handled: what was sent to Ditio, and what is about to be. What a method did
 * is kept when it returns, but for {@link #settled}; in a dry run all of it is rolled back in the end. For one thread.
 */
final class Ledger implements AutoCloseable {

    private final LedgerSession session;
    private final ImportTable imports;
    private final StateTable states;
    private final BatchTable batches;
    private long importId;

    /**
     * An interval of the ledger that a row repeats or collides with.
     *
     * @param line the line of the row
     * @param file the name of the file that the interval came in
     * @param fileLine its line there
     */
    record Match(long line, MachineState state, StateBatch.Status status, String file, long fileLine) {}

    private Ledger(Database database, LedgerSession session) {
        this.session = session;
        this.imports = new ImportTable();
        this.states = new StateTable(database.dialect());
        this.batches = new BatchTable(database.dialect(), states);
    }

    /**
     * Opens the ledger for a file, and notes that a run of it begins.
     *
     * @param digest of the content, by which the file is known under any name
     * @param dryRun whether all that is done to the ledger is rolled back in the end
     */
    static Ledger open(Database database, String digest, String name, boolean dryRun) {
        Ledger ledger = new Ledger(database, new LedgerSession(database, database.begin(), dryRun));
        try {
            ledger.begin(digest, name);
            return ledger;
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    private void begin(String digest, String name) {
        importId = session.call("noting the file " + name, connection -> {
            states.createStage(connection);
            connection.commit();
            long id = imports.begin(connection, digest, name);
            session.keep(connection);
            return id;
        });
    }

    /** Returns the batches of this file that no answer was seen to. */
    List<StateBatch> unsettled() {
        return session.call(
                "looking for batches without an answer", connection -> batches.unsettled(connection, importId));
    }

    /** Returns the highest number of a batch of this file; 0 if there is none. */
    int lastNumber() {
        return session.call("numbering its batches", connection -> batches.lastNumber(connection, importId));
    }

    /** Returns the contents of other files that left batches without an answer. */
    List<String> othersUnsettled() {
        return session.call(
                "looking for batches of other files without an answer",
                connection -> batches.othersUnsettled(connection, importId));
    }

    /** Makes the batches this file's own that another file, which nobody handles now, left without an answer. */
    void adopt(String digest) {
        session.change("taking over batches", connection -> batches.adopt(connection, importId, digest));
    }

    /**
     * Returns whether another request to the same project was under way since this batch went to Ditio: one of another file,
     * or one that this file took over.
     */
    boolean isAmongOthers(int number) {
        return session.call(
                "looking for other requests", connection -> batches.isAmongOthers(connection, importId, number));
    }

    /**
     * Returns the end of what a project had before this program first sent anything to it; nothing if it had nothing.
     *
     * @param latest what Ditio says now, which is noted once, for all files and processes, as long as nothing was sent
     */
    Optional<Instant> hadUntil(ProjectName project, Optional<Instant> latest) {
        return session.call("looking for " + project, connection -> {
            Optional<Instant> noted = imports.hadUntil(connection, project);
            if (noted.isPresent() || latest.isEmpty() || batches.has(connection, project)) {
                return noted;
            }
            Instant first = imports.noteFirst(connection, project, latest.get());
            session.keep(connection);
            return Optional.of(first);
        });
    }

    /** Returns the rows that are in the ledger already. */
    List<Match> same(List<StateRow> rows) {
        return session.call("looking for rows that were sent before", connection -> states.same(connection, rows));
    }

    /**
     * Returns the rows that share a moment with an interval of the ledger, of the same machine: the same intervals, and others
     * that they collide with.
     */
    List<Match> meeting(List<StateRow> rows) {
        return session.call("looking for rows that were sent before", connection -> states.meeting(connection, rows));
    }

    /** Returns the end of the last interval of a machine; nothing if the ledger has none. */
    Optional<Instant> lastEnd(MachineState.Machine machine) {
        return session.call(
                "looking for the machine " + machine.machineId(), connection -> states.lastEnd(connection, machine));
    }

    /**
     * Notes batches and their rows, before anything of them goes to Ditio.
     *
     * @return false if another process noted one of the rows meanwhile; nothing is noted then
     */
    boolean claim(List<StateBatch> claimed) {
        return session.attempt("claiming rows", connection -> add(connection, claimed));
    }

    private void add(Connection connection, List<StateBatch> some) throws SQLException {
        batches.add(connection, importId, some);
        states.add(connection, importId, some);
    }

    private void delete(Connection connection, int number) throws SQLException {
        states.delete(connection, importId, number);
        batches.delete(connection, importId, number);
    }

    /**
     * Notes that a batch is about to go to Ditio, and what Ditio shows before.
     *
     * @throws UserFacingException if it is another process's by now
     */
    void posting(int number, String snapshot) {
        boolean ours = session.call("noting a request", connection -> {
            boolean noted = batches.posting(connection, importId, number, snapshot);
            if (noted) {
                session.keepForGood(connection);
            }
            return noted;
        });
        if (!ours) {
            throw new UserFacingException(
                    UserFacingException.Kind.SINK,
                    "Another process took over the rows of this file, and continues with them");
        }
    }

    /**
     * Notes what became of a batch. That is kept together with whatever comes next: should the process die before, Ditio is
     * asked, as it is for any batch without an answer.
     */
    void settled(int number, StateBatch.Status status) {
        session.later("noting an answer", connection -> batches.settle(connection, importId, number, status));
    }

    /** Removes a batch and its rows: they are not in Ditio. */
    void release(int number) {
        session.change("releasing rows", connection -> delete(connection, number));
    }

    /** Removes single rows, of whichever file. */
    void release(Collection<MachineState> some) {
        session.change("releasing rows", connection -> states.delete(connection, some));
    }

    /** Replaces a batch that was refused by others. */
    void split(int number, List<StateBatch> parts) {
        session.change("splitting a batch", connection -> {
            delete(connection, number);
            add(connection, parts);
        });
    }

    /** Notes what this run did with the file. */
    void finish(ImportSummary summary) {
        session.change("noting the end of a file", connection -> {
            imports.finish(connection, importId, summary);
            session.keepForGood(connection);
        });
    }

    @Override
    public void close() {
        session.close();
    }
}
