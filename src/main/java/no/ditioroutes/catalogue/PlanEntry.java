package no.ditioroutes.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import no.ditioroutes.catalogue.RemoteCatalogue.RemoteEntry;

/** An entry of a plan, and what became of it. For one thread. */
public final class PlanEntry {

    /** The action that a plan means to take. */
    public enum Action {
        CREATE,
        PATCH,
        DEACTIVATE,
        DELETE,
        UNCHANGED,
        BLOCKED;

        /** Returns the name as people and programs read it. */
        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The outcome of an action. */
    public enum Outcome {
        /** Nothing is to be done. */
        NONE,
        /** Nothing can be done. */
        BLOCKED,
        /** Something is still to be written. */
        PLANNED,
        DONE,
        /** Ditio does not accept it. */
        REFUSED,
        /** Ditio's answer did not say it, and it could not be asked. */
        UNCLEAR;

        /** Returns the name as people and programs read it. */
        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final EntryKind kind;
    private final long line;
    private final EntryKey key;
    private final Map<String, JsonNode> wanted;
    private final List<Change> pending = new ArrayList<>();
    private final List<Change.Ignored> ignored = new ArrayList<>();
    private Action action;
    private Outcome outcome = Outcome.PLANNED;
    private String id = "";
    private String reason = "";
    private List<Change> changes = List.of();

    private PlanEntry(EntryKind kind, long line, EntryKey key, Map<String, JsonNode> wanted, Action action) {
        this.kind = kind;
        this.line = line;
        this.key = key;
        this.wanted = wanted;
        this.action = action;
    }

    /** Returns an entry that Ditio lacks. */
    static PlanEntry toCreate(EntryKind kind, long line, EntryKey key, Map<String, JsonNode> wanted) {
        PlanEntry entry = new PlanEntry(kind, line, key, wanted, Action.CREATE);
        entry.plan(Change.between(kind, wanted, MissingNode.getInstance(), Map.of()));
        return entry;
    }

    /** Returns an entry that Ditio has, with these values or others. */
    static PlanEntry toPatch(
            EntryKind kind, long line, EntryKey key, Map<String, JsonNode> wanted, RemoteEntry present) {
        PlanEntry entry = new PlanEntry(kind, line, key, wanted, Action.PATCH);
        entry.id = present.id();
        entry.plan(Change.between(kind, wanted, present.entry(), present.unseen()));
        entry.ignore(present.ignored(kind, entry.changes));
        entry.plan(List.copyOf(entry.pending));
        boolean isIgnored = !entry.ignored.isEmpty();
        if (entry.changes.isEmpty()) {
            entry.action = isIgnored ? Action.BLOCKED : Action.UNCHANGED;
            entry.outcome = isIgnored ? Outcome.REFUSED : Outcome.NONE;
        }
        entry.reason += isIgnored ? "; not sent again, for the cell and Ditio's value are the same still" : "";
        return entry;
    }

    /** Returns an entry of Ditio that no row mentions. */
    static PlanEntry toRetire(EntryKind kind, EntryKey key, String id, List<Change> changes) {
        PlanEntry entry = new PlanEntry(kind, 0, key, Map.of(), Action.DEACTIVATE);
        entry.id = id;
        entry.plan(changes);
        return entry;
    }

    /** Returns an entry for a row that nothing can be done about. */
    static PlanEntry blocked(EntryKind kind, long line, EntryKey key, String reason) {
        PlanEntry entry = new PlanEntry(kind, line, key, Map.of(), Action.BLOCKED);
        entry.block(reason);
        return entry;
    }

    private void plan(List<Change> planned) {
        changes = List.copyOf(planned);
        pending.clear();
        pending.addAll(planned);
    }

    /** Returns the line of its row; 0 if it has none. */
    public long line() {
        return line;
    }

    public EntryKey key() {
        return key;
    }

    public Action action() {
        return action;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Returns Ditio's id; empty if it is not known. */
    public String id() {
        return id;
    }

    /** Returns why it is blocked, refused or unclear, or what else is to be said; else empty. */
    public String reason() {
        return reason;
    }

    public List<Change> changes() {
        return changes;
    }

    /** Returns whether it was blocked, refused or left unclear. */
    boolean isNotApplied() {
        return action == Action.BLOCKED
                || outcome == Outcome.REFUSED
                || outcome == Outcome.UNCLEAR
                || !ignored.isEmpty();
    }

    /** Returns its action, or why that did not succeed: one word for counting. */
    String word() {
        return outcome == Outcome.REFUSED || outcome == Outcome.UNCLEAR ? outcome.toString() : action.toString();
    }

    EntryKind kind() {
        return kind;
    }

    /** Returns whether something is still to be written. */
    boolean isOpen() {
        return outcome == Outcome.PLANNED;
    }

    /** Returns the changes of one endpoint that are still to be written. */
    List<Change> pending(boolean fuel) {
        return pending.stream().filter(change -> change.isFuel() == fuel).toList();
    }

    void block(String why) {
        action = Action.BLOCKED;
        outcome = Outcome.BLOCKED;
        reason = why;
        pending.clear();
    }

    /** Deletes it if Ditio allows that, else deactivates it; what is inactive already and has to stay is left as it is. */
    void decideDeletion(boolean allowed) {
        boolean deactivates = !changes.isEmpty();
        action = allowed ? Action.DELETE : deactivates ? Action.DEACTIVATE : Action.UNCHANGED;
        outcome = allowed || deactivates ? outcome : Outcome.NONE;
    }

    void created(String newId) {
        id = newId;
        wrote(false);
    }

    /** Notes that Ditio has the changes of one endpoint, but for those that it ignored. */
    void wrote(boolean fuel) {
        pending.removeAll(pending(fuel));
        outcome = !pending.isEmpty() ? Outcome.PLANNED : ignored.isEmpty() ? Outcome.DONE : Outcome.REFUSED;
    }

    /** Notes changes that Ditio accepts and does not store: they are not sent again, and the entry ends as refused. */
    void ignore(List<Change.Ignored> more) {
        ignored.addAll(more);
        more.forEach(change -> pending.removeIf(other -> other.field().equals(change.field())));
        reason = ignored.isEmpty()
                ? reason
                : ignored.stream().map(Change.Ignored::reason).collect(Collectors.joining("; "));
    }

    /** Returns whether all was sent, and Ditio stored what it did not ignore. */
    boolean isStoredInPart() {
        return !ignored.isEmpty() && pending.isEmpty();
    }

    void deleted() {
        outcome = Outcome.DONE;
    }

    /** Notes that it exists, created by this program or by somebody else: what differs is to be patched. */
    void exists(JsonNode present, String how) {
        id = present.path("id").asText();
        reason = how;
        // Fuel may not show in what Ditio answers.
        List<Change> fuel = pending(true);
        pending.clear();
        Change.between(kind, wanted, present, Map.of()).stream()
                .filter(change -> !change.isFuel())
                .forEach(pending::add);
        pending.addAll(fuel);
        outcome = pending.isEmpty() ? Outcome.DONE : Outcome.PLANNED;
    }

    void refuse(String why) {
        outcome = Outcome.REFUSED;
        reason = why;
    }

    void unclear(String why) {
        outcome = Outcome.UNCLEAR;
        reason = why;
    }
}
