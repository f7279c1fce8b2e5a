package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        item.plan(item.differences(MissingNode.getInstance(), Map.of()));
        return item;
    }

    /** An entry that Ditio has, like this or not. */
    static Item toPatch(Kind kind, long line, Key key, Map<String, JsonNode> wanted, Existing there) {
        Item item = new Item(kind, line, key, wanted, Action.PATCH);
        item.id = there.id();
        item.plan(item.differences(there.entry(), there.unseen()));
        if (item.changes.isEmpty()) {
            item.action = Action.UNCHANGED;
            item.outcome = Outcome.NONE;
        }
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
        return action == Action.BLOCKED || outcome == Outcome.REFUSED || outcome == Outcome.UNCLEAR;
    }

    /** What is done about it, or why that is not: one word for counting. */
    String word() {
        return outcome == Outcome.REFUSED || outcome == Outcome.UNCLEAR ? outcome.toString() : action.toString();
    }

    Kind kind() {
        return kind;
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
        outcome = Outcome.NONE;
        reason = why;
        left.clear();
    }

    /** Ditio allows to delete it. */
    void delete() {
        action = Action.DELETE;
    }

    void created(String newId) {
        id = newId;
        wrote(false);
    }

    /** Ditio has the changes of one endpoint. */
    void wrote(boolean fuel) {
        left.removeAll(left(fuel));
        outcome = left.isEmpty() ? Outcome.DONE : Outcome.PLANNED;
    }

    void deleted() {
        outcome = Outcome.DONE;
    }

    /** It is there already, created by this program or by somebody else: what differs is to be patched. */
    void foundThere(Existing there, String how) {
        id = there.id();
        reason = how;
        List<Change> differences = differences(there.entry(), there.unseen());
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
                .allMatch(change -> type(change.field()).isThere(change.after(), entry.path(change.field())));
    }

    /** Whether an entry shows another value for what is to be written; what it does not show is no contradiction. */
    boolean isContradictedBy(JsonNode entry) {
        return left(false).stream().filter(change -> entry.has(change.field())).anyMatch(change -> !type(change.field())
                .isThere(change.after(), entry.path(change.field())));
    }

    private void plan(List<Change> planned) {
        changes = List.copyOf(planned);
        left.clear();
        left.addAll(planned);
    }

    /** @param unseen what was sent of the fields that Ditio never shows */
    private List<Change> differences(JsonNode entry, Map<String, JsonNode> unseen) {
        Map<String, Change> differences = new LinkedHashMap<>();
        wanted.forEach((field, value) -> {
            JsonNode before = unseen.getOrDefault(field, entry.path(field));
            if (!type(field).isThere(value, before) || isSaid(entry, value)) {
                differences.put(
                        field, new Change(field, before.isMissingNode() ? NullNode.getInstance() : before, value));
            }
        });
        return List.copyOf(differences.values());
    }

    /** Of an entry to come nothing is taken for said. */
    private boolean isSaid(JsonNode entry, JsonNode value) {
        return entry.isMissingNode() && !Type.isEmpty(value);
    }

    private Type type(String field) {
        return kind.fields().get(field);
    }
}
