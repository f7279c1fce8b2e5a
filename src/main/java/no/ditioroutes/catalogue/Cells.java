package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the cells of rows: an empty one leaves its field alone, the clear word clears it, anything else must be a value of
 * the field's type.
 */
final class Cells {

    private static final List<String> FUEL_UNITS = List.of("L/h", "L/km", "kWh/h", "kWh/km", "kg/h", "kg/km");
    private static final List<String> FUEL_TYPES =
            List.of("none", "diesel", "biodiesel", "gasoline", "electric", "gas", "natural gas", "dyed diesel");
    private static final Map<String, List<String>> NUMBERED =
            Map.of("fuelConsumptionUnit", FUEL_UNITS, "fuelType", FUEL_TYPES);

    private final Kind kind;
    private final String clearWord;
    private final CellTexts texts;

    Cells(Kind kind, Settings settings) {
        this.kind = kind;
        this.clearWord = settings.clearWord();
        this.texts = new CellTexts(settings);
    }

    /** The values of a row by their fields. */
    Map<String, JsonNode> read(Row row) throws Blocked {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (Map.Entry<String, Type> field : kind.fields().entrySet()) {
            String cell = texts.read(row, field.getKey(), field.getValue());
            if (!cell.isEmpty()) {
                values.put(field.getKey(), value(field.getKey(), field.getValue(), cell));
            }
        }
        return values;
    }

    private JsonNode value(String field, Type type, String cell) throws Blocked {
        if (cell.equals(clearWord)) {
            return cleared(field, type);
        }
        JsonNode value = type.read(numbered(field, cell))
                .orElseThrow(() -> new Blocked(field + " is '" + cell + "', expected " + words(field, type)));
        List<String> names = NUMBERED.getOrDefault(field, List.of());
        if (!names.isEmpty() && (value.asInt() < 0 || value.asInt() >= names.size())) {
            throw new Blocked(field + " is " + cell + ", expected " + words(field, type));
        }
        return value;
    }

    private static JsonNode cleared(String field, Type type) throws Blocked {
        if (type == Type.FLAG || Kind.FUEL.contains(field)) {
            throw new Blocked(field + " cannot be cleared");
        }
        return type.cleared();
    }

    /** Names stand for their numbers. */
    private static String numbered(String field, String cell) {
        List<String> names = NUMBERED.getOrDefault(field, List.of());
        for (int number = 0; number < names.size(); number++) {
            if (names.get(number).equalsIgnoreCase(cell)) {
                return String.valueOf(number);
            }
        }
        return cell;
    }

    private static String words(String field, Type type) {
        List<String> names = NUMBERED.getOrDefault(field, List.of());
        return names.isEmpty() ? type.words() : "0 to " + (names.size() - 1) + " or one of " + String.join(", ", names);
    }
}
