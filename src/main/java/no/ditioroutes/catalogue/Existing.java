package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * An entry as Ditio has it.
 *
 * @param unseen what was sent last of the fields that Ditio does not show
 * @param ignored what Ditio took of it earlier and did not store
 */
record Existing(JsonNode entry, Map<String, JsonNode> unseen, List<IgnoredChange> ignored) {

    static Existing of(JsonNode entry) {
        return new Existing(entry, Map.of(), List.of());
    }

    /** Returns what Ditio is known to ignore of these changes. */
    List<IgnoredChange> ignored(Kind kind, List<Change> changes) {
        return changes.stream()
                .flatMap(change -> ignored.stream()
                        .filter(before ->
                                before.isSame(kind.fields().get(change.field()), change, entry.has(change.field())))
                        .limit(1))
                .toList();
    }

    String id() {
        return entry.path("id").asText();
    }
}
