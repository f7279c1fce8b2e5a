package no.ditioroutes.csv;

import java.util.Locale;

/**
 * What the rows of a file must be like.
 *
 * @param width how many fields; any number where it is 0
 * @param doubtful whether some of the text may be none
 * @param guarded whether cells are guarded against spreadsheets
 */
record RowRules(int width, boolean doubtful, boolean guarded) {

    CsvRow row(long line, String[] fields) {
        String trouble = fields.length == width || width == 0 ? "" : widthTrouble(fields.length);
        for (int i = 0; doubtful && i < fields.length; i++) {
            String found = Marks.trouble(fields[i]);
            if (!found.isEmpty()) {
                trouble = found;
                fields[i] = Marks.readable(fields[i]);
            }
        }
        for (int i = 0; guarded && i < fields.length; i++) {
            fields[i] = Guard.remove(fields[i]);
        }
        return new CsvRow(line, fields, trouble);
    }

    /** A row whose fields cannot be told apart. */
    CsvRow aside(long line, String text, String trouble) {
        return new CsvRow(line, new String[] {Marks.readable(text)}, trouble);
    }

    private String widthTrouble(int count) {
        return String.format(
                Locale.ROOT,
                "it has %s: %d, the header has %d",
                count < width ? "too few fields" : "too many fields",
                count,
                width);
    }
}
