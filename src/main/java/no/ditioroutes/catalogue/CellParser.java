package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import no.ditioroutes.csv.CellText;
import no.ditioroutes.csv.InvalidTimeException;

/**
 * Parses the cells of rows, whatever Ditio has: an empty one leaves its field alone, the clear word clears it, anything else
 * must be a value of the field's type.
 */
final class CellParser {

    /** Says why nothing can be done about a row; the other rows are not affected. */
    static final class RowBlockedException extends Exception {

        private static final long serialVersionUID = 1L;

        RowBlockedException(String reason) {
            super(reason);
        }
    }

    private static final List<String> FUEL_UNITS = List.of("L/h", "L/km", "kWh/h", "kWh/km", "kg/h", "kg/km");
    private static final List<String> FUEL_TYPES =
            List.of("none", "diesel", "biodiesel", "gasoline", "electric", "gas", "natural gas", "dyed diesel");
    private static final Map<String, List<String>> NUMBERED =
            Map.of("fuelConsumptionUnit", FUEL_UNITS, "fuelType", FUEL_TYPES);

    /** Texts that people write, in which an apostrophe at the start may be one. */
    private static final Set<String> NAMES =
            Set.of("name", "department", "projectCustomerName", "projectAddress", "externalProjectName");

    /** Texts that may have several lines. */
    private static final Set<String> NOTES =
            Set.of("note", "description", "blockCheckInMessage", "workDescription", "workDescriptionShort");

    private final EntryKind kind;
    private final CatalogueSettings settings;

    CellParser(EntryKind kind, CatalogueSettings settings) {
        this.kind = kind;
        this.settings = settings;
    }

    /** Returns the key of a row, as far as it has one. */
    EntryKey key(CatalogueRow row) {
        return new EntryKey(
                row.code("companyId").isEmpty() ? settings.companyId() : row.code("companyId"),
                kind == EntryKind.WORK_ORDERS ? row.code("projectNumber") : "",
                row.code(kind.numberField()));
    }

    /**
     * Checks that a row can be read and has a complete key.
     *
     * @throws RowBlockedException if not
     */
    void checkKey(CatalogueRow row, EntryKey key) throws RowBlockedException {
        if (!row.problem().isEmpty()) {
            throw new RowBlockedException(row.problem());
        }
        require(row, kind.numberField(), key.number(), "");
        require(row, "companyId", key.company(), ", and DITIO_COMPANY_ID is not set");
        if (kind == EntryKind.WORK_ORDERS) {
            require(row, "projectNumber", key.project(), "");
        }
    }

    private static void require(CatalogueRow row, String field, String value, String more) throws RowBlockedException {
        checkVisible(field, value);
        if (value.isEmpty()) {
            throw new RowBlockedException(field + (row.hasColumn(field) ? " is empty" : " is missing") + more);
        }
    }

    /**
     * Returns the values of a row by their fields.
     *
     * @throws RowBlockedException if one of them is none of its field's type
     */
    Map<String, JsonNode> values(CatalogueRow row) throws RowBlockedException {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (Map.Entry<String, FieldType> field : kind.fields().entrySet()) {
            String cell = text(row, field.getKey(), field.getValue());
            if (!cell.isEmpty()) {
                values.put(field.getKey(), value(field.getKey(), field.getValue(), cell, row.decimals()));
            }
        }
        return values;
    }

    /** Returns the text of a cell as its field needs it: names without hidden characters, times in ISO 8601. */
    private String text(CatalogueRow row, String field, FieldType type) throws RowBlockedException {
        String cell = row.cell(field);
        if (cell.isEmpty() || cell.equals(settings.clearWord())) {
            return cell;
        }
        if (NOTES.contains(field)) {
            return withoutControl(field, cell);
        }
        if (NAMES.contains(field)) {
            return checkVisible(field, CellText.plainSpaces(cell));
        }
        String code = checkVisible(field, CellText.plainSpaces(row.code(field)));
        return type == FieldType.TIME ? time(field, code) : code;
    }

    /** Returns the text unless it holds a character that nobody sees: two names that look alike are to be alike. */
    private static String checkVisible(String field, String text) throws RowBlockedException {
        String hidden = CellText.hidden(text);
        if (!hidden.isEmpty()) {
            throw new RowBlockedException(field + " holds " + hidden + " between characters: remove it");
        }
        return text;
    }

    private static String withoutControl(String field, String text) throws RowBlockedException {
        String control = CellText.control(text);
        if (!control.isEmpty()) {
            throw new RowBlockedException(field + " holds " + control + ": remove it");
        }
        return text;
    }

    private String time(String field, String text) throws RowBlockedException {
        try {
            return settings.times().timeOrDate(text).toString();
        } catch (InvalidTimeException e) {
            throw new RowBlockedException(field + " " + e.getMessage());
        }
    }

    private JsonNode value(String field, FieldType type, String cell, CatalogueRow.DecimalMark mark)
            throws RowBlockedException {
        if (cell.equals(settings.clearWord())) {
            return cleared(field, type);
        }
        JsonNode value = only(field, type, cell, type.read(numbered(field, cell), mark));
        List<String> names = NUMBERED.getOrDefault(field, List.of());
        if (!names.isEmpty() && (value.asInt() < 0 || value.asInt() >= names.size())) {
            throw new RowBlockedException(field + " is " + cell + ", expected " + words(field, type));
        }
        return value;
    }

    private static JsonNode only(String field, FieldType type, String cell, List<JsonNode> readings)
            throws RowBlockedException {
        if (readings.isEmpty()) {
            throw new RowBlockedException(field + " is '" + cell + "', expected " + words(field, type));
        }
        if (readings.size() > 1) {
            throw new RowBlockedException(field + " is '" + cell + "', which can mean "
                    + readings.stream().map(Numbers::text).collect(Collectors.joining(" or "))
                    + ": write the number without a separator of thousands");
        }
        return readings.get(0);
    }

    private static JsonNode cleared(String field, FieldType type) throws RowBlockedException {
        if (type == FieldType.FLAG || EntryKind.FUEL.contains(field)) {
            throw new RowBlockedException(field + " cannot be cleared");
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

    private static String words(String field, FieldType type) {
        List<String> names = NUMBERED.getOrDefault(field, List.of());
        return names.isEmpty() ? type.words() : "0 to " + (names.size() - 1) + " or one of " + String.join(", ", names);
    }
}
