package no.ditioroutes.telematics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import no.ditioroutes.ditio.MachineState;
import no.ditioroutes.store.BatchStatus;
import no.ditioroutes.store.LedgerEntry;
import no.ditioroutes.store.StateBatch;
import no.ditioroutes.telematics.Project.Newest;

/** What goes to Ditio in one request: machine states of one company and project, in order of time. For one thread. */
public final class Batch {

    private final StateImport of;
    private final int number;
    private final Project project;
    private final List<StateRow> rows;
    private final List<LedgerEntry> entries;
    private final Newest newest;
    private Before before;
    private JsonNode totals;
    private Outcome outcome = Outcome.TO_SEND;
    private Verdict verdict = Verdict.UNKNOWN;
    private String reason = "";
    private String leftBy;
    private boolean fileGone;

    private Batch(StateImport of, int number, Project project, List<StateRow> rows, List<LedgerEntry> entries) {
        this.of = of;
        this.number = number;
        this.project = project;
        this.rows = rows;
        this.entries = entries;
        this.newest = new Newest(
                states().map(MachineState::start).max(Comparator.naturalOrder()).orElseThrow(),
                states().map(MachineState::end).max(Comparator.naturalOrder()).orElseThrow());
    }

    /** What is to be done with it, or was. */
    enum Outcome {
        TO_SEND,
        UNCLEAR,
        SENT,
        REFUSED,
        FORBIDDEN,
        ABSENT,
        HELD
    }

    static Batch of(StateImport of, Project project, List<StateRow> rows) {
        return new Batch(
                of,
                of.nextNumber(),
                project,
                rows,
                rows.stream().map(StateRow::entry).toList());
    }

    /** One that an earlier run claimed, and saw no answer to if it gave it to Ditio. */
    static Batch unsettled(StateImport of, Project project, StateBatch stored, boolean fileGone) {
        Batch batch = new Batch(of, stored.number(), project, List.of(), stored.entries());
        batch.before = stored.looked() == null ? null : Before.fromJson(stored.looked());
        batch.outcome = Outcome.UNCLEAR;
        batch.leftBy = stored.leftBy();
        batch.fileGone = fileGone;
        return batch;
    }

    /** Whether it is what another file left. */
    boolean isAdopted() {
        return leftBy != null;
    }

    /** The name of that file. */
    String leftBy() {
        return leftBy;
    }

    /** Whether that file is gone. */
    boolean isFileGone() {
        return fileGone;
    }

    StateBatch stored() {
        return new StateBatch(number, project.companyId(), project.projectId(), BatchStatus.OPEN, null, null, entries);
    }

    StateImport of() {
        return of;
    }

    int number() {
        return number;
    }

    public Project project() {
        return project;
    }

    List<StateRow> rows() {
        return rows;
    }

    List<LedgerEntry> entries() {
        return entries;
    }

    Stream<MachineState> states() {
        return entries.stream().map(LedgerEntry::state);
    }

    int size() {
        return entries.size();
    }

    Newest newest() {
        return newest;
    }

    Instant oldest() {
        return entries.get(0).state().start();
    }

    /** Whether it is still to be sent. */
    public boolean isToSend() {
        return outcome == Outcome.TO_SEND;
    }

    /** Whether it was given to Ditio, and no answer came that tells what became of it. */
    public boolean isUnclear() {
        return outcome == Outcome.UNCLEAR;
    }

    /** Whether Ditio has to be asked for its latest timestamp once more, to learn what that means. */
    public boolean needsLatest() {
        return before == null
                && of.meaning() == Meaning.UNKNOWN
                && !project.newest().isOne()
                && !looking().latestTells(newest);
    }

    /** Whether Ditio has to be asked for its totals, since its latest timestamp will not tell. */
    public boolean needsTotals() {
        return before == null && totals == null && !looking().latestTells(newest);
    }

    private Before looking() {
        return new Before(project.newest(), of.meaning(), totals);
    }

    void totals(JsonNode shown) {
        totals = shown;
    }

    /** From here on only Ditio knows whether it arrived. */
    Before posting() {
        before = looking();
        outcome = Outcome.UNCLEAR;
        return before;
    }

    Before before() {
        return before;
    }

    void verdict(Verdict judged) {
        verdict = judged;
    }

    Verdict verdict() {
        return verdict;
    }

    /** Whether the latest timestamp did not tell, and the totals may. */
    public boolean isOpenToTotals() {
        return verdict == Verdict.UNKNOWN && before.totals() != null;
    }

    /** It certainly did not arrive, and may be sent. */
    void toSend() {
        before = null;
        totals = null;
        outcome = rows.isEmpty() ? Outcome.ABSENT : Outcome.TO_SEND;
    }

    void becomes(Outcome other, String why) {
        outcome = other;
        reason = why;
    }

    Outcome outcome() {
        return outcome;
    }

    String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return size() + " machine states of " + project + " from " + oldest() + " to " + newest.end();
    }
}
