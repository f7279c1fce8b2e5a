package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.catalogue.CellParser.RowBlockedException;
import no.ditioroutes.csv.CellText;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.InvalidFileException;

/** Checks machines beyond what is checked for every kind: their types are known, and hour meters do not go down. */
final class MachineRules {

    private static final String TYPE = "typeId";
    private static final String HOURS = "hourMeter";

    private final Map<String, String> categories;
    private final Set<String> types;
    private final boolean allowLowerHours;

    /**
     * @param categories the machine type of each category of the user's own system, in plain words
     * @param types the machine types that Ditio has
     */
    MachineRules(Map<String, String> categories, Set<String> types, boolean allowLowerHours) {
        this.categories = categories;
        this.types = types;
        this.allowLowerHours = allowLowerHours;
    }

    /** Returns the machine type of each category, by a CSV file with the columns category and typeId. */
    static Map<String, String> categories(Path file) {
        Map<String, String> categories = new HashMap<>();
        for (CatalogueRow row : CatalogueRow.ofFile(opened(file))) {
            if (row.cell("category").isEmpty() || row.cell(TYPE).isEmpty()) {
                throw new UserFacingException(
                        UserFacingException.Kind.SETTINGS,
                        "Line " + row.line() + " of the table of categories " + file
                                + " lacks a category or its typeId; expected two columns of these names");
            }
            categories.put(plain(row.cell("category")), row.code(TYPE));
        }
        return categories;
    }

    private static CsvFile opened(Path file) {
        try {
            return CsvFile.open(file);
        } catch (InvalidFileException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "The table of categories " + file + " is not used. " + e.getMessage(),
                    e);
        }
    }

    /** Returns why changes must not be made that would turn an hour meter back; nothing if they may. */
    static Optional<String> objection(boolean allowLowerHours, List<Change> changes, JsonNode present) {
        JsonNode before = present.path(HOURS);
        return changes.stream()
                .filter(change -> HOURS.equals(change.field()) && !allowLowerHours)
                .filter(change -> isLower(change.after(), before))
                .map(change -> "hourMeter would go down from " + Numbers.text(before) + " to "
                        + Numbers.text(change.after()) + "; if that is right: --allow-lower-hours")
                .findFirst();
    }

    private static boolean isLower(JsonNode value, JsonNode before) {
        return before.isNumber() && value.isNumber() && value.decimalValue().compareTo(before.decimalValue()) < 0;
    }

    /**
     * Sets the type that the row's category stands for, and checks what is to be sent.
     *
     * @throws RowBlockedException if it must not be sent
     */
    void apply(CatalogueRow row, Map<String, JsonNode> values, JsonNode present) throws RowBlockedException {
        String category = row.code("category");
        if (!category.isEmpty() && !values.containsKey(TYPE)) {
            values.put(TYPE, TextNode.valueOf(type(category)));
        }
        checkType(category, values, present);
        List<Change> changes = Change.between(EntryKind.MACHINES, values, present, Map.of());
        Optional<String> objection = objection(allowLowerHours, changes, present);
        if (objection.isPresent()) {
            throw new RowBlockedException(objection.get());
        }
    }

    private void checkType(String category, Map<String, JsonNode> values, JsonNode present) throws RowBlockedException {
        JsonNode type = values.get(TYPE);
        boolean equipment =
                values.getOrDefault("isEquipment", present.path("isEquipment")).asBoolean();
        if (type == null || FieldType.isEmpty(type) || equipment || types.contains(type.asText())) {
            return;
        }
        boolean isOfCategory = !category.isEmpty() && type(category).equals(type.asText());
        String what = isOfCategory
                ? "category '" + category + "' stands for no machine type of the company: add it to the table of"
                        + " categories, or ask Ditio for the type"
                : "typeId " + type.asText() + " is no machine type of the company";
        throw new RowBlockedException(what + ". It has " + String.join(", ", new TreeSet<>(types)));
    }

    /** Returns the type of a word: the word itself if it is one, else by the table. */
    private String type(String word) {
        return types.contains(word) ? word : categories.getOrDefault(plain(word), word);
    }

    private static String plain(String category) {
        return CellText.plainSpaces(CellText.code(category)).toLowerCase(Locale.ROOT);
    }
}
