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
 * What the Core API stores of one kind: machines, projects or work orders. What comes out is a copy; what is
 * in use by registrations cannot be deleted through the API.
 */
public final class Catalogue {

    private final String kind;
    private final Map<String, ObjectNode> entries = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private long created;

    Catalogue(String kind) {
        this.kind = kind;
    }

    /** Stores an entry, new or changed, and gives it an id where it has none; answers what was stored. */
    public synchronized ObjectNode put(ObjectNode entry) {
        ObjectNode stored = entry.deepCopy();
        if (!stored.hasNonNull("id")) {
            stored.put("id", Fixture.id("created-" + kind, created++));
        }
        entries.put(stored.get("id").asText(), stored);
        return stored.deepCopy();
    }

    /** All entries, oldest first. */
    public synchronized List<ObjectNode> all() {
        return entries.values().stream().map(ObjectNode::deepCopy).toList();
    }

    /** The entry with this id. */
    public synchronized Optional<ObjectNode> find(String id) {
        return Optional.ofNullable(entries.get(id)).map(ObjectNode::deepCopy);
    }

    /** The entries where a field is this text. */
    public synchronized List<ObjectNode> where(String field, String value) {
        return entries.values().stream()
                .filter(has(field, value))
                .map(ObjectNode::deepCopy)
                .toList();
    }

    /** Takes an entry out, used or not. */
    public synchronized void remove(String id) {
        entries.remove(id);
    }

    /** From now on the API refuses to delete it. */
    public synchronized void markUsed(String id) {
        used.add(id);
    }

    /** Forgets everything. */
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
