package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
                values.put(field.getKey(), value(field.getKey(), field.getValue(), cell, row.decimals()));
            }
        }
        return values;
    }

    private JsonNode value(String field, Type type, String cell, DecimalMark mark) throws Blocked {
        if (cell.equals(clearWord)) {
            return cleared(field, type);
        }
        JsonNode value = only(field, type, cell, type.read(numbered(field, cell), mark));
        List<String> names = NUMBERED.getOrDefault(field, List.of());
        if (!names.isEmpty() && (value.asInt() < 0 || value.asInt() >= names.size())) {
            throw new Blocked(field + " is " + cell + ", expected " + words(field, type));
        }
        return value;
    }

    private static JsonNode only(String field, Type type, String cell, List<JsonNode> readings) throws Blocked {
        if (readings.isEmpty()) {
            throw new Blocked(field + " is '" + cell + "', expected " + words(field, type));
        }
        if (readings.size() > 1) {
            throw new Blocked(field + " is '" + cell + "', which can mean "
                    + readings.stream().map(Numbers::text).collect(Collectors.joining(" or "))
                    + ": write the number without a separator of thousands");
        }
        return readings.get(0);
    }

    private static JsonNode cleared(String field, Type type) throws Blocked {
        if (type == Type.FLAG || Kind.FUEL.contains(field)) {
            throw new Blocked(field + " cannot be cleared");
        }
        return type.cleared();
    }

    /** Returns the number that a name stands for; Ditio's documents write {@code L/hour} for {@code L/h}. */
    private static String numbered(String field, String cell) {
        List<String> names = NUMBERED.getOrDefault(field, List.of());
        String name = cell.replaceFirst("(?i)\\s*/\\s*hour$", "/h");
        for (int number = 0; number < names.size(); number++) {
            if (names.get(number).equalsIgnoreCase(name)) {
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
