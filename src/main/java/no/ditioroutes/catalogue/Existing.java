package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * An entry as Ditio has it.
 *
 * @param unseen what was sent last of the fields that Ditio does not show
 */
record Existing(JsonNode entry, Map<String, JsonNode> unseen) {

    static Existing of(JsonNode entry) {
        return new Existing(entry, Map.of());
    }

    String id() {
        return entry.path("id").asText();
    }
}
