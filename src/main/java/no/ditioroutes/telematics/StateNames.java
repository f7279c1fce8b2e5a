package no.ditioroutes.telematics;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import no.ditioroutes.Failure;
import no.ditioroutes.csv.BadFile;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.csv.CsvRows;

/** What a provider's names for states are in Ditio. A name that is not listed stays what it is. */
final class StateNames {

    private final Map<String, String> names = new HashMap<>();

    /** Reads the columns {@code name} and {@code ditio} of a CSV file; one that is not there lists nothing. */
    static StateNames read(Path file) {
        StateNames read = new StateNames();
        if (Files.exists(file)) {
            read.readAll(file);
        }
        return read;
    }

    String inDitio(String name) {
        return names.isEmpty() ? name : names.getOrDefault(key(name), name);
    }

    private void readAll(Path file) {
        try {
            CsvFile csv = CsvFile.open(file);
            int name = csv.column("name");
            int ditio = csv.column("ditio");
            if (name < 0 || ditio < 0) {
                throw new BadFile("It has the columns " + csv.columns() + ", expected name and ditio");
            }
            try (CsvRows rows = csv.rows()) {
                while (rows.hasNext()) {
                    CsvRow row = rows.next();
                    names.put(key(row.field(name)), row.field(ditio));
                }
            }
        } catch (BadFile e) {
            throw new Failure(
                    Failure.Kind.SETTINGS, "The list of state names " + file + " is unusable: " + e.getMessage(), e);
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
