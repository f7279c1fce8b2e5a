package no.ditioroutes.catalogue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import no.ditioroutes.Failure;
import no.ditioroutes.csv.BadFile;
import no.ditioroutes.csv.CellText;
import no.ditioroutes.csv.CsvFile;

/** The table that says which machine type of Ditio a category of the user's own system is. */
public final class Categories {

    private final Path file;

    /** @param file a CSV file with the columns category and typeId; read anew for each plan */
    public Categories(String file) {
        this.file = Path.of(file);
    }

    /** The type of each category, which is in lower case. */
    Map<String, String> read() {
        Map<String, String> types = new HashMap<>();
        for (Row row : new Rows().ofFile(opened())) {
            check(row);
            types.put(plain(row.cell("category")), row.code("typeId"));
        }
        return types;
    }

    private CsvFile opened() {
        try {
            return CsvFile.open(file);
        } catch (BadFile e) {
            throw new Failure(
                    Failure.Kind.SETTINGS, "The table of categories " + file + " is not used. " + e.getMessage(), e);
        }
    }

    private void check(Row row) {
        if (row.cell("category").isEmpty() || row.cell("typeId").isEmpty()) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    "Line " + row.line() + " of the table of categories " + file
                            + " lacks a category or its typeId; expected two columns of these names");
        }
    }

    /** The type of a word: the word itself where it is one, else by the table. */
    static String type(String word, Map<String, String> categories, Set<String> types) {
        return types.contains(word) ? word : categories.getOrDefault(plain(word), word);
    }

    private static String plain(String category) {
        return CellText.plainSpaces(CellText.code(category)).toLowerCase(Locale.ROOT);
    }
}
