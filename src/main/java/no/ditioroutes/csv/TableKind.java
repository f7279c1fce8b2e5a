package no.ditioroutes.csv;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A kind of table, by which its header is found, and its data between notes above and below.
 *
 * @param name such as {@code machines}
 * @param required columns that a header must have and a row must reach; a shorter row is malformed
 * @param identifying columns that identify the subject of a row; a row in which all are empty is not data
 * @param times time columns, in each of which a row of units has the same word, such as UTC
 * @param aliases our column names by other names, which are in the form of {@link ColumnNames#plain}
 */
public record TableKind(
        String name, List<String> required, List<String> identifying, List<String> times, Map<String, String> aliases) {

    /** Accepts any table, whose header is its first row. */
    static final TableKind ANY = new TableKind("", List.of(), List.of(), List.of(), Map.of());

    public TableKind(String name, List<String> required, List<String> identifying, List<String> times) {
        this(name, required, identifying, times, Map.of());
    }

    /** Returns the same kind with these aliases of its columns. */
    public TableKind with(Map<String, String> others) {
        return new TableKind(name, required, identifying, times, others);
    }

    /** Returns the column names, translated to ours if there is an alias. A column that has our name already wins. */
    List<String> ours(List<String> columns) {
        if (aliases.isEmpty()) {
            return columns;
        }
        Set<String> written = columns.stream().map(ColumnNames::plain).collect(Collectors.toSet());
        return columns.stream()
                .map(column -> {
                    String alias = aliases.getOrDefault(ColumnNames.plain(column), column);
                    return written.contains(ColumnNames.plain(alias)) ? column : alias;
                })
                .toList();
    }

    /** Returns how many of the required columns are among these. */
    long found(List<String> columns) {
        Set<String> names = ours(columns).stream().map(ColumnNames::plain).collect(Collectors.toSet());
        return required.stream().map(ColumnNames::plain).filter(names::contains).count();
    }

    @Override
    public String toString() {
        return name + " (" + String.join(", ", required) + ")";
    }
}
