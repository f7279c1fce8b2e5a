package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One entry of a plan, and what becomes of it. For one thread. */
public final class Item {

    private final long line;
    private final Key key;
    private final Kind kind;
    private final Map<String, JsonNode> wanted;
    private Action action;
    private Outcome outcome = Outcome.PLANNED;
    private String id = "";
    private String reason = "";
    private List<Change> changes = List.of();
    private final List<Change> left = new ArrayList<>();
    private final List<IgnoredChange> ignored = new ArrayList<>();

    private Item(Kind kind, long line, Key key, Map<String, JsonNode> wanted, Action action) {
        this.kind = kind;
        this.line = line;
        this.key = key;
        this.wanted = wanted;
        this.action = action;
    }

    /** An entry that Ditio lacks. */
    static Item toCreate(Kind kind, long line, Key key, Map<String, JsonNode> wanted) {
        Item item = new Item(kind, line, key, wanted, Action.CREATE);
        item.plan(Differences.of(kind, wanted, MissingNode.getInstance(), Map.of()));
        return item;
    }

    /** An entry that Ditio has, like this or not. */
    static Item toPatch(Kind kind, long line, Key key, Map<String, JsonNode> wanted, Existing there) {
        Item item = new Item(kind, line, key, wanted, Action.PATCH);
        item.id = there.id();
        item.plan(Differences.of(kind, wanted, there.entry(), there.unseen()));
        item.ignored(there.ignored(kind, item.changes));
        item.plan(List.copyOf(item.left));
        if (item.changes.isEmpty()) {
            item.action = item.ignored.isEmpty() ? Action.UNCHANGED : Action.BLOCKED;
            item.outcome = item.ignored.isEmpty() ? Outcome.NONE : Outcome.REFUSED;
        }
        item.reason +=
                item.ignored.isEmpty() ? "" : "; not sent again, for the cell and Ditio's value are the same still";
        return item;
    }

    /** An entry of Ditio's that no row mentions. */
    static Item toRetire(Kind kind, Key key, String id, List<Change> changes) {
        Item item = new Item(kind, 0, key, Map.of(), Action.DEACTIVATE);
        item.id = id;
        item.plan(changes);
        return item;
    }

    /** A row that nothing can be done about. */
    static Item blocked(Kind kind, long line, Key key, String reason) {
        Item item = new Item(kind, line, key, Map.of(), Action.BLOCKED);
        item.block(reason);
        return item;
    }

    /** The line of its row; 0 where it has none. */
    public long line() {
        return line;
    }

    public Key key() {
        return key;
    }

    public Action action() {
        return action;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** Ditio's id; empty where it is not known. */
    public String id() {
        return id;
    }

    /** Why it is blocked, refused or unclear, or what else is to be said; else empty. */
    public String reason() {
        return reason;
    }

    public List<Change> changes() {
        return changes;
    }

    /** Whether it was blocked, refused or left unclear. */
    boolean isLeft() {
        return action == Action.BLOCKED
                || outcome == Outcome.REFUSED
                || outcome == Outcome.UNCLEAR
                || !ignored.isEmpty();
    }

    /** What is done about it, or why that is not: one word for counting. */
    String word() {
        return outcome == Outcome.REFUSED || outcome == Outcome.UNCLEAR ? outcome.toString() : action.toString();
    }

    Kind kind() {
        return kind;
    }

    /** Whether no row mentions it. */
    boolean isRetired() {
        return action == Action.DEACTIVATE || action == Action.DELETE;
    }

    /** Whether something is still to be written. */
    boolean isOpen() {
        return outcome == Outcome.PLANNED;
    }

    /** The changes that are still to be written, of one endpoint. */
    List<Change> left(boolean fuel) {
        return left.stream().filter(change -> change.isFuel() == fuel).toList();
    }

    void block(String why) {
        action = Action.BLOCKED;
        outcome = Outcome.BLOCKED;
        reason = why;
        left.clear();
    }

    /** Whether Ditio allows to delete it; what is inactive already and has to stay is left as it is. */
    void deletable(boolean allowed) {
        boolean deactivates = !changes.isEmpty();
        action = allowed ? Action.DELETE : deactivates ? Action.DEACTIVATE : Action.UNCHANGED;
        outcome = allowed || deactivates ? outcome : Outcome.NONE;
    }

    void created(String newId) {
        id = newId;
        wrote(false);
    }

    /** Ditio has the changes of one endpoint, but for those that it ignored. */
    void wrote(boolean fuel) {
        left.removeAll(left(fuel));
        outcome = left.isEmpty() ? written() : Outcome.PLANNED;
    }

    private Outcome written() {
        return ignored.isEmpty() ? Outcome.DONE : Outcome.REFUSED;
    }

    /** Whether all was sent, and what Ditio did not ignore of it is stored. */
    boolean isWritten() {
        return !ignored.isEmpty() && left.isEmpty();
    }

    /** Ditio takes these changes and does not store them: they are not sent again, and the item ends as refused. */
    void ignored(List<IgnoredChange> more) {
        ignored.addAll(more);
        more.forEach(change -> left.removeIf(other -> other.field().equals(change.field())));
        reason = ignored.isEmpty()
                ? reason
                : ignored.stream().map(IgnoredChange::reason).collect(Collectors.joining("; "));
    }

    void deleted() {
        outcome = Outcome.DONE;
    }

    /** It is there already, created by this program or by somebody else: what differs is to be patched. */
    void foundThere(Existing there, String how) {
        id = there.id();
        reason = how;
        List<Change> differences = Differences.of(kind, wanted, there.entry(), there.unseen());
        // Fuel may not show in what Ditio answers.
        List<Change> fuel = left(true);
        left.clear();
        differences.stream().filter(change -> !change.isFuel()).forEach(left::add);
        left.addAll(fuel);
        outcome = left.isEmpty() ? Outcome.DONE : Outcome.PLANNED;
    }

    /** Refuses what is left where it would turn an hour meter back. */
    void check(HourMeters hourMeters, JsonNode there) {
        for (Change change : left) {
            String objection = hourMeters.objection(change.field(), change.after(), there);
            if (!objection.isEmpty()) {
                refused(objection);
                return;
            }
        }
    }

    void refused(String why) {
        outcome = Outcome.REFUSED;
        reason = why;
    }

    void unclear(String why) {
        outcome = Outcome.UNCLEAR;
        reason = why;
    }

    /** Whether Ditio's entry has all changes of one endpoint. */
    boolean isThere(JsonNode entry, boolean fuel) {
        return left(fuel).stream()
                .allMatch(change ->
                        kind.fields().get(change.field()).isThere(change.after(), entry.path(change.field())));
    }

    /** Whether an entry shows another value for what is to be written. */
    boolean isContradictedBy(JsonNode entry) {
        return !Differences.contradicted(kind, left(false), entry).isEmpty();
    }

    private void plan(List<Change> planned) {
        changes = List.copyOf(planned);
        left.clear();
        left.addAll(planned);
    }
}
