package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The entries of one kind that the Core API stores: machines, projects or work orders. Entries are returned as copies.
 * An entry that registrations use cannot be deleted through the API.
 */
public final class CoreEntries {

    private final String kind;
    private final Map<String, ObjectNode> entries = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private long created;

    CoreEntries(String kind) {
        this.kind = kind;
    }

    /** Stores a new or changed entry, gives it an id if it has none, and returns what was stored. */
    public synchronized ObjectNode put(ObjectNode entry) {
        ObjectNode stored = entry.deepCopy();
        if (!stored.hasNonNull("id")) {
            stored.put("id", Fixture.id("created-" + kind, created++));
        }
        entries.put(stored.get("id").asText(), stored);
        return stored.deepCopy();
    }

    /** Returns all entries, oldest first. */
    public synchronized List<ObjectNode> all() {
        return entries.values().stream().map(ObjectNode::deepCopy).toList();
    }

    /** Returns the entry with this id. */
    public synchronized Optional<ObjectNode> find(String id) {
        return Optional.ofNullable(entries.get(id)).map(ObjectNode::deepCopy);
    }

    /** Returns the entries whose field has this text. */
    public synchronized List<ObjectNode> where(String field, String value) {
        return entries.values().stream()
                .filter(has(field, value))
                .map(ObjectNode::deepCopy)
                .toList();
    }

    /** Removes an entry, whether it is used or not. */
    public synchronized void remove(String id) {
        entries.remove(id);
    }

    /** Marks an entry as used, so that the API refuses to delete it. */
    public synchronized void markUsed(String id) {
        used.add(id);
    }

    /** Removes all entries. */
    public synchronized void clear() {
        entries.clear();
        used.clear();
    }

    synchronized boolean isUsed(String id) {
        return used.contains(id);
    }

    static Predicate<ObjectNode> has(String field, String value) {
        return entry -> entry.path(field).asText().equals(value);
    }
}
