package no.ditioroutes.inbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.ditioroutes.csv.ColumnAliases;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.InvalidFileException;
import no.ditioroutes.csv.TableKind;

/** The kinds of files, each with a route of its own: the columns determine the kind of a file. */
public final class FileKinds {

    /** The kinds in the order in which they are compared: a work order has the number of its project too. */
    private static final List<TableKind> KINDS = List.of(
            new TableKind(
                    "excavator-states",
                    List.of("machineId", "state", "startTime", "endTime"),
                    List.of("startTime", "machineId", "state"),
                    List.of("startTime", "endTime")),
            catalogue("work-orders", List.of("externalId", "projectNumber"), List.of("externalId", "projectNumber")),
            catalogue("machines", List.of("machineNumber"), List.of("machineNumber", "typeId", "category")),
            catalogue("projects", List.of("projectNumber"), List.of("projectNumber")));

    private static final int MOST_SHOWN = 30;

    private final ColumnAliases aliases;

    /** @param columns the file that lists other names of columns, see {@link ColumnAliases} */
    public FileKinds(String columns) {
        this.aliases = new ColumnAliases(columns, names());
    }

    private static TableKind catalogue(String name, List<String> required, List<String> identifying) {
        List<String> named =
                Stream.concat(identifying.stream(), Stream.of("name")).toList();
        return new TableKind(name, required, named, List.of());
    }

    /** Returns the kinds, which are also the names of their routes. */
    public static List<String> names() {
        return KINDS.stream().map(TableKind::name).toList();
    }

    /** Returns the kind of a file: the one whose columns are the highest in it. */
    public String of(CsvFile file) throws InvalidFileException {
        Map<String, Long> lines = new LinkedHashMap<>();
        for (TableKind kind : KINDS) {
            CsvFile read = as(kind, file);
            if (read.isFull()) {
                lines.put(kind.name(), read.headerLine());
            }
        }
        return lines.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow(() -> unknown(file.columns()));
    }

    /** Returns a file as one of a kind: with the matching header, and its columns renamed to ours. */
    public CsvFile as(String kind, CsvFile file) {
        TableKind known = KINDS.stream()
                .filter(one -> one.name().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no kind of file " + kind));
        return as(known, file);
    }

    private CsvFile as(TableKind kind, CsvFile file) {
        return file.as(kind.with(aliases.of(kind.name())));
    }

    private static InvalidFileException unknown(List<String> columns) {
        return new InvalidFileException("It names no columns that tell what it is about. Found: "
                + String.join(", ", columns.subList(0, Math.min(columns.size(), MOST_SHOWN)))
                + (columns.size() > MOST_SHOWN ? " and " + (columns.size() - MOST_SHOWN) + " more" : "")
                + ". Expected, in any order, those of: "
                + String.join("; ", KINDS.stream().map(TableKind::toString).toList())
                + ". If they have other names there, list these in the file of inbox.columns");
    }
}
