package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the values that a row wants with an entry of Ditio's. */
final class Differences {

    private Differences() {}

    /**
     * Returns what has to change.
     *
     * @param entry missing where Ditio has none: then every value that is not empty is a change
     * @param unseen what was sent last of the fields that Ditio does not show
     */
    static List<Change> of(Kind kind, Map<String, JsonNode> wanted, JsonNode entry, Map<String, JsonNode> unseen) {
        List<Change> differences = new ArrayList<>();
        wanted.forEach((field, value) -> {
            JsonNode before = unseen.getOrDefault(field, entry.path(field));
            boolean isNew = entry.isMissingNode() && !Type.isEmpty(value);
            if (isNew || !kind.fields().get(field).isThere(value, before)) {
                differences.add(new Change(field, before.isMissingNode() ? NullNode.getInstance() : before, value));
            }
        });
        return List.copyOf(differences);
    }

    /** Returns the changes that an answer contradicts; a field that it does not show is no contradiction. */
    static List<Change> contradicted(Kind kind, List<Change> changes, JsonNode answer) {
        return changes.stream()
                .filter(change -> answer.has(change.field()))
                .filter(change ->
                        !kind.fields().get(change.field()).isThere(change.after(), answer.path(change.field())))
                .toList();
    }
}
