package no.ditioroutes.csv;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.ditioroutes.UserFacingException;

/** Reads the file that maps the column names of providers to ours. */
public final class ColumnAliases {

    private final Path file;
    private final List<String> kinds;

    /**
     * @param file a CSV file with the columns {@code kind}, {@code name} and {@code ditio}, read again for each data
     *     file; if it does not exist, there are no aliases
     * @param known the kinds of files that exist
     */
    public ColumnAliases(String file, List<String> known) {
        this.file = Path.of(file);
        this.kinds = known;
    }

    /**
     * Returns our column names for a kind of file, by the provider's names in the form of {@link ColumnNames#plain}. A
     * row without a kind applies to every kind; a row that begins with # is a comment.
     */
    public Map<String, String> of(String kind) {
        Map<String, String> aliases = new HashMap<>();
        if (Files.exists(file)) {
            read(kind, aliases);
        }
        return aliases;
    }

    private void read(String kind, Map<String, String> aliases) {
        try {
            CsvFile csv = CsvFile.open(file);
            int of = csv.column("kind");
            int theirs = csv.column("name");
            int ours = csv.column("ditio");
            if (of < 0 || theirs < 0 || ours < 0) {
                throw new InvalidFileException(
                        "It has the columns " + csv.columns() + ", expected kind, name and ditio");
            }
            try (CsvRows rows = csv.rows()) {
                while (rows.hasNext()) {
                    CsvRow row = rows.next();
                    if (!row.text(0).startsWith("#") && isOf(kind, row, row.field(of))) {
                        aliases.put(name(row, theirs), name(row, ours));
                    }
                }
            }
        } catch (InvalidFileException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "The column names in " + file + " cannot be used: " + e.getMessage(),
                    e);
        }
    }

    private boolean isOf(String kind, CsvRow row, String of) throws InvalidFileException {
        if (!of.isEmpty() && !kinds.contains(of)) {
            throw new InvalidFileException("Line " + row.line() + " has the kind " + of + ", expected none or one of "
                    + String.join(", ", kinds));
        }
        return of.isEmpty() || of.equals(kind);
    }

    private static String name(CsvRow row, int column) throws InvalidFileException {
        if (row.field(column).isEmpty()) {
            throw new InvalidFileException(
                    "Line " + row.line() + " has no value in the column name or ditio, expected one in both");
        }
        return ColumnNames.plain(row.field(column));
    }
}
