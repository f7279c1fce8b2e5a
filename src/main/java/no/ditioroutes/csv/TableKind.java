package no.ditioroutes.csv;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A kind of file, which says how to find the header in it, and the rows between notes above and below.
 *
 * @param name such as {@code machines}
 * @param required columns that a header of the kind has and a row must reach; a shorter row is not well-formed
 * @param identifying columns that name what a row is about: a row in which all are empty says nothing about anything
 * @param times columns of which a row of units has the same word in each, such as UTC
 * @param aliases other names of columns, as {@link ColumnNames#plain} has them, and ours
 */
public record TableKind(
        String name, List<String> required, List<String> identifying, List<String> times, Map<String, String> aliases) {

    /** Any table: its header is its first row. */
    static final TableKind ANY = new TableKind("", List.of(), List.of(), List.of(), Map.of());

    public TableKind(String name, List<String> required, List<String> identifying, List<String> times) {
        this(name, required, identifying, times, Map.of());
    }

    /** Returns the same kind with other names for its columns. */
    public TableKind with(Map<String, String> others) {
        return new TableKind(name, required, identifying, times, others);
    }

    /** Returns the names of columns in our words, as far as they have others. A column that has our name already wins. */
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
