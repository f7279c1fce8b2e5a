package no.ditioroutes.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first row of a file, cut by the separator that makes most columns of it; a line {@code sep=;} above it decides.
 *
 * @param rows how many rows it and that line are
 */
record Header(char separator, int rows, CsvRow row) {

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');
    private static final Pattern SAID = Pattern.compile("(?is)\"?sep=(.)\"?[\r\n].*");

    /**
     * @param head how the text of the file starts
     * @param reader reads its rows as cut by a separator
     */
    static Header of(String head, Function<Character, CsvRows> reader) throws BadFile {
        Matcher line = SAID.matcher(head);
        boolean said = line.matches();
        List<Header> headers = new ArrayList<>();
        for (char separator : said ? List.of(line.group(1).charAt(0)) : SEPARATORS) {
            try (CsvRows rows = reader.apply(separator)) {
                skip(rows, said ? 1 : 0);
                if (rows.hasNext()) {
                    headers.add(new Header(separator, said ? 2 : 1, rows.next()));
                }
            }
        }
        return checked(headers);
    }

    List<String> columns() {
        return row.fields().stream().map(String::strip).toList();
    }

    /** Goes on to the first row below the header. */
    CsvRows skip(CsvRows all) {
        skip(all, rows);
        return all;
    }

    private static void skip(CsvRows rows, int count) {
        for (int left = count; left > 0 && rows.hasNext(); left--) {
            rows.next();
        }
    }

    private static Header checked(List<Header> headers) throws BadFile {
        Header chosen = headers.stream()
                // Of equally wide ones the first: a comma is likeliest.
                .reduce((first, second) -> second.width() > first.width() ? second : first)
                .orElseThrow(() -> new BadFile("It has no header: there are only blank lines"));
        if (!chosen.row.trouble().isEmpty()) {
            throw new BadFile("Its header in line " + chosen.row.line() + " cannot be read: " + chosen.row.trouble());
        }
        return chosen;
    }

    private int width() {
        return row.fields().size();
    }
}
