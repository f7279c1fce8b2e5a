package no.ditioroutes.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header row of a file, split by the separator that yields most columns, or by the one that a first line such as
 * {@code sep=;} names.
 *
 * @param said whether the file has such a line
 */
record CsvHeader(char separator, boolean said, CsvRow row) {

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
    private static final Pattern SAID = Pattern.compile("(?is)\"?sep=(.)\"?[\r\n].*");

    /** A header is searched in so many rows. */
    private static final int MOST_ABOVE = 50;

    /**
     * Returns the first row as the header.
     *
     * @param head the beginning of the text
     * @param reader reads the rows, split by a separator
     */
    static CsvHeader of(String head, Function<Character, RawRows> reader) throws InvalidFileException {
        Matcher line = SAID.matcher(head);
        boolean said = line.matches();
        List<CsvHeader> headers = new ArrayList<>();
        for (char separator : said ? List.of(line.group(1).charAt(0)) : SEPARATORS) {
            try (RawRows rows = reader.apply(separator)) {
                if (said && rows.hasNext()) {
                    rows.next();
                }
                if (rows.hasNext()) {
                    headers.add(new CsvHeader(separator, said, rows.next()));
                }
            }
        }
        return checked(headers);
    }

    /**
     * Returns the row with most columns of a kind: this one, or else the first such row below it.
     *
     * @param reader reads the first rows of the file, split by a separator
     */
    CsvHeader fitting(TableKind kind, Function<Character, RawRows> reader) {
        CsvHeader best = this;
        if (isFull(kind)) {
            return this;
        }
        for (char separator : said ? List.of(this.separator) : SEPARATORS) {
            try (RawRows rows = reader.apply(separator)) {
                for (int count = 0; count < MOST_ABOVE && rows.hasNext(); count++) {
                    CsvHeader other = new CsvHeader(separator, said, rows.next());
                    best = other.isBetter(best, kind) ? other : best;
                }
            }
        }
        return best;
    }

    /** Returns whether the header has all columns that a kind of file requires. */
    boolean isFull(TableKind kind) {
        return kind.found(columns()) == kind.required().size();
    }

    List<String> columns() {
        return row.fields().stream().map(CellText::clean).toList();
    }

    long line() {
        return row.line();
    }

    /** Returns whether a row above the header is the line that names the separator. */
    boolean isSaid(CsvRow above) {
        return said && above.line() == 1;
    }

    private boolean isBetter(CsvHeader other, TableKind kind) {
        return row.trouble().isEmpty() && kind.found(columns()) > kind.found(other.columns());
    }

    private static CsvHeader checked(List<CsvHeader> headers) throws InvalidFileException {
        CsvHeader chosen = headers.stream()
                // The first of equally wide headers wins: a comma is the most likely separator.
                .reduce((first, second) -> second.width() > first.width() ? second : first)
                .orElseThrow(() -> new InvalidFileException("It has only blank lines, expected a header"));
        if (!chosen.row.trouble().isEmpty()) {
            throw new InvalidFileException(
                    "Its header in line " + chosen.row.line() + " cannot be read: " + chosen.row.trouble());
        }
        return chosen;
    }

    private int width() {
        return row.fields().size();
    }
}
