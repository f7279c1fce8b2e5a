package no.ditioroutes.csv;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Recognises rows that are not data: units below the header, and totals at the end. */
final class NonDataRows {

    private static final int LONGEST = 40;
    private static final Pattern TOTAL =
            Pattern.compile("(?i)(grand )?(total|totals|totalt|sum|summary|i alt)([ :]\\D*)?");

    private final int[] identifying;
    private final int[] times;

    NonDataRows(CsvFile file, TableKind kind) {
        this.identifying = indexes(file, kind.identifying());
        this.times = indexes(file, kind.times());
    }

    /**
     * Returns whether a first row holds units: it has neither an identifier nor a number, or the same word in each time
     * column.
     */
    boolean isUnits(CsvRow row) {
        if (identifying.length == 0 || !row.trouble().isEmpty()) {
            return false;
        }
        boolean namesNothing = Arrays.stream(identifying).mapToObj(row::field).allMatch(String::isEmpty);
        return (namesNothing && row.fields().stream().noneMatch(NonDataRows::isNumber)) || isSameWord(row);
    }

    /** Returns whether one of the last rows holds totals: it has no identifier but a word such as total. */
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
        boolean isWellFormed = row.trouble().isEmpty() || row.isShort();
        return isWellFormed && row.fields().stream().anyMatch(field -> isTotal(CellText.code(field)));
    }

    private boolean isSameWord(CsvRow row) {
        Set<String> words = Arrays.stream(times).mapToObj(row::field).collect(Collectors.toSet());
        return times.length > 1
                && words.size() == 1
                && !words.contains("")
                && Arrays.stream(identifying).mapToObj(row::field).noneMatch(NonDataRows::hasDigit);
    }

    private static boolean isTotal(String text) {
        return !text.isEmpty()
                && Character.isLetter(text.charAt(0))
                && text.length() <= LONGEST
                && TOTAL.matcher(text).matches();
    }

    private static boolean isNumber(String field) {
        String text = CellText.code(field);
        return !text.isEmpty() && Character.isDigit(text.charAt(0));
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    private static int[] indexes(CsvFile file, List<String> columns) {
        return columns.stream()
                .mapToInt(file::place)
                .filter(place -> place >= 0)
                .toArray();
    }
}
