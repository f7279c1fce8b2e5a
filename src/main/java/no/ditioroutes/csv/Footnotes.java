package no.ditioroutes.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Recognises rows that are about the table and not of it: units below the header, and totals at the end. */
final class Footnotes {

    private static final Set<String> TOTALS =
            Set.of("total", "totals", "totalt", "grand total", "sum", "sum:", "total:", "totalt:", "summary", "i alt");

    private final int[] identifying;
    private final int[] times;

    Footnotes(CsvFile file, TableKind kind) {
        this.identifying = places(file, kind.identifying());
        this.times = places(file, kind.times());
    }

    /** Whether a first row holds units: it names nothing and no number, or the same word in place of each time. */
    boolean isUnits(CsvRow row) {
        if (identifying.length == 0) {
            return false;
        }
        boolean namesNothing = Arrays.stream(identifying).mapToObj(row::field).allMatch(String::isEmpty);
        return (namesNothing && row.fields().stream().noneMatch(Footnotes::isNumber)) || isSameWord(row);
    }

    /** Whether one of the last rows holds totals or a note: it names nothing, or a total. */
    boolean isTotals(CsvRow row) {
        if (identifying.length == 0) {
            return false;
        }
        for (int column : identifying) {
            String name = row.field(column);
            if (!name.isEmpty() && !isTotal(name)) {
                return false;
            }
        }
        // The last row of a file that was cut short may have lost what it names.
        return !row.isUnended() || row.fields().stream().anyMatch(field -> isTotal(CellText.code(field)));
    }

    private boolean isSameWord(CsvRow row) {
        Set<String> words = Arrays.stream(times).mapToObj(row::field).collect(Collectors.toSet());
        return times.length > 1
                && words.size() == 1
                && words.stream().noneMatch(word -> word.isEmpty() || hasDigit(word));
    }

    private static boolean isTotal(String text) {
        return text.length() <= 11 && TOTALS.contains(text.toLowerCase(Locale.ROOT));
    }

    private static boolean isNumber(String field) {
        String text = CellText.code(field);
        return !text.isEmpty() && Character.isDigit(text.charAt(0));
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    private static int[] places(CsvFile file, List<String> columns) {
        return columns.stream()
                .mapToInt(file::place)
                .filter(place -> place >= 0)
                .toArray();
    }
}
