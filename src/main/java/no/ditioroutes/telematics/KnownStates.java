package no.ditioroutes.telematics;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import no.ditioroutes.SpellingSuggestion;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.csv.CsvRows;
import no.ditioroutes.csv.InvalidFileException;

/** The states that may be sent: those that Ditio documents, those of the settings, and what providers call them. */
public final class KnownStates {

    // Ditio's documents name these and say "etc."; which others it takes, and in which case, is said nowhere.
    private static final List<String> DOCUMENTED = List.of("Working", "Idle", "Moving");

    private final Path file;
    private final List<String> more;
    private final boolean sendUnknown;

    private enum Unknown {
        REJECT,
        SEND
    }

    /**
     * @param file a CSV file with the columns {@code name} and {@code ditio}; one that does not exist lists nothing
     * @param more further states, separated by commas
     * @param unknown {@code reject} or {@code send}
     */
    public KnownStates(String file, String more, String unknown) {
        this.file = Path.of(file);
        this.more = Arrays.stream(more.split(","))
                .map(String::strip)
                .filter(state -> !state.isEmpty())
                .toList();
        this.sendUnknown = EnumSetting.of(Unknown.class, "telematics.unknown-states", unknown) == Unknown.SEND;
    }

    /** Reads the list of names as it is now. */
    Names read() {
        Names names = new Names(sendUnknown);
        DOCUMENTED.forEach(state -> names.add(state, state));
        more.forEach(state -> names.add(state, state));
        if (Files.exists(file)) {
            readFile(names);
        }
        return names;
    }

    private void readFile(Names names) {
        try {
            CsvFile csv = CsvFile.open(file);
            int name = csv.column("name");
            int ditio = csv.column("ditio");
            if (name < 0 || ditio < 0) {
                throw new InvalidFileException("It has the columns " + csv.columns() + ", expected name and ditio");
            }
            try (CsvRows rows = csv.rows()) {
                while (rows.hasNext()) {
                    CsvRow row = rows.next();
                    add(names, row, row.field(name), row.field(ditio));
                }
            }
        } catch (InvalidFileException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "The list of state names " + file + " is unusable: " + e.getMessage(),
                    e);
        }
    }

    private static void add(Names names, CsvRow row, String name, String ditio) throws InvalidFileException {
        if (name.isEmpty() || ditio.isEmpty()) {
            throw new InvalidFileException("Line " + row.line() + " lacks a name or what Ditio calls it");
        }
        names.addIfNew(ditio);
        names.add(name, ditio);
    }

    /** Maps names of states, in any case, to those of Ditio. */
    static final class Names {

        private final Map<String, String> names = new HashMap<>();
        private final boolean sendUnknown;

        /** @param sendUnknown whether a name that is not listed stays what it is */
        private Names(boolean sendUnknown) {
            this.sendUnknown = sendUnknown;
        }

        private void add(String name, String ditio) {
            names.put(key(name), ditio);
        }

        private void addIfNew(String state) {
            names.putIfAbsent(key(state), state);
        }

        /** @throws BadRowException if the name is not a known state, since Ditio has no way to take a state back */
        String inDitio(String name) throws BadRowException {
            String known = names.get(key(name));
            if (known == null && !sendUnknown) {
                throw new BadRowException("state is '" + name + "', which is not a known state: "
                        + SpellingSuggestion.of(name, names.keySet())
                                .map(near -> "did you mean " + names.get(near) + "? ")
                                .orElse("")
                        + "Known are " + String.join(", ", new TreeSet<>(names.values()))
                        + "; more can be named by telematics.states, or mapped in the list of telematics.state-names");
            }
            return known == null ? name : known;
        }

        private static String key(String name) {
            return name.toLowerCase(Locale.ROOT);
        }
    }
}
