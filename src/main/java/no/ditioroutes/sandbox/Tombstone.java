package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;

/**
 * Creates what an incremental run returns for a deleted record. Registrations keep their fields without their contents,
 * which become null, an empty text or the year-one date in turn. Metadata keeps its last version.
 */
final class Tombstone {

    private static final Set<String> KEPT = Set.of("id", "isDeleted", "deletedDateTime", "modifiedDateTime");
    private static final JsonNode YEAR_ONE = TextNode.valueOf("0001-01-01T00:00:00");
    private static final JsonNode BLANK = TextNode.valueOf("");

    private Tombstone() {}

    static ObjectNode of(StreamKind kind, ObjectNode live, String at) {
        if (kind.blankTombstones()) {
            int turn = 0;
            for (Map.Entry<String, JsonNode> field : live.properties()) {
                field.setValue(KEPT.contains(field.getKey()) ? field.getValue() : empty(field, turn++));
            }
            live.put("modifiedDateTime", at);
        }
        return live.put("isDeleted", true).put("deletedDateTime", at);
    }

    private static JsonNode empty(Map.Entry<String, JsonNode> field, int turn) {
        if (turn % 3 == 0 || !isText(field)) {
            return StrictJson.object().nullNode();
        }
        boolean date = field.getKey().endsWith("DateTime") || field.getKey().endsWith("Date");
        return date && turn % 3 == 1 ? YEAR_ONE : BLANK;
    }

    private static boolean isText(Map.Entry<String, JsonNode> field) {
        return field.getValue().isTextual() || field.getValue().isNull();
    }
}
