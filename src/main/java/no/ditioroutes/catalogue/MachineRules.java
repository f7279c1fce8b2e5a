package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What must hold for machines beyond what holds for all: known types, and hour meters that do not go down. */
final class MachineRules {

    private static final String TYPE = "typeId";

    private final Map<String, String> categories;
    private final Set<String> types;
    private final HourMeters hourMeters;

    MachineRules(Map<String, String> categories, Set<String> types, HourMeters hourMeters) {
        this.categories = categories;
        this.types = types;
        this.hourMeters = hourMeters;
    }

    /** Puts the type of the row's category in its place, and checks what is to be sent. */
    void apply(Row row, Map<String, JsonNode> values, JsonNode there) throws Blocked {
        String category = row.code("category");
        if (!category.isEmpty() && !values.containsKey(TYPE)) {
            values.put(TYPE, TextNode.valueOf(Categories.type(category, categories, types)));
        }
        checkType(category, values, there);
        for (Map.Entry<String, JsonNode> value : values.entrySet()) {
            String objection = hourMeters.objection(value.getKey(), value.getValue(), there);
            if (!objection.isEmpty()) {
                throw new Blocked(objection);
            }
        }
    }

    private void checkType(String category, Map<String, JsonNode> values, JsonNode there) throws Blocked {
        JsonNode type = values.get(TYPE);
        boolean equipment =
                values.getOrDefault("isEquipment", there.path("isEquipment")).asBoolean();
        if (type == null || Type.isEmpty(type) || equipment || types.contains(type.asText())) {
            return;
        }
        String what = category.isEmpty() || !row(category, type)
                ? "typeId " + type.asText() + " is no machine type of the company"
                : "category '" + category + "' stands for no machine type of the company: add it to the table of"
                        + " categories, or ask Ditio for the type";
        throw new Blocked(what + ". It has " + String.join(", ", new TreeSet<>(types)));
    }

    /** Whether the type came from the category. */
    private boolean row(String category, JsonNode type) {
        return Categories.type(category, categories, types).equals(type.asText());
    }
}
