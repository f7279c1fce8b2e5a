package no.ditioroutes.csv;

import java.util.Arrays;
import java.util.Locale;

/**
 * The rules that the rows of a file must follow.
 *
 * @param width the number of fields; 0 accepts any
 * @param least the smallest number of fields; those that are missing after them are empty
 * @param doubtful whether the text may contain invalid bytes
 * @param guarded whether cells are guarded against spreadsheets
 */
record RowRules(int width, int least, boolean doubtful, boolean guarded) {

    /** Returns rules that accept any row. */
    static RowRules any(boolean doubtful) {
        return new RowRules(0, 0, doubtful, false);
    }

    CsvRow row(long line, String[] fields) {
        int count = fields.length;
        String[] fitted = fitted(fields);
        String trouble = fitted.length == width || width == 0 ? "" : widthTrouble(count);
        boolean isShort = count < width;
        for (int i = 0; doubtful && i < fitted.length; i++) {
            String found = MalformedBytes.trouble(fitted[i]);
            if (!found.isEmpty()) {
                trouble = found;
                isShort = false;
                fitted[i] = MalformedBytes.readable(fitted[i]);
            }
        }
        for (int i = 0; guarded && i < fitted.length; i++) {
            fitted[i] = FormulaGuard.remove(fitted[i]);
        }
        return new CsvRow(line, fitted, trouble, isShort, false);
    }

    /**
     * Returns whether a row of several lines may have so many fields: as many as the header, or one more that is empty.
     */
    boolean mayHave(int fields, boolean lastIsEmpty) {
        return width == 0 || fields == width || (fields == width + 1 && lastIsEmpty);
    }

    /** Returns a malformed row whose fields cannot be separated. */
    CsvRow aside(long line, String text, String trouble) {
        return new CsvRow(line, new String[] {MalformedBytes.readable(text)}, trouble, false, false);
    }

    /** Returns as many fields as the header has, if the missing or surplus ones are empty. */
    private String[] fitted(String[] fields) {
        if (width == 0 || fields.length == width || fields.length < least) {
            return fields;
        }
        for (int i = width; i < fields.length; i++) {
            if (!CellText.trim(fields[i]).isEmpty()) {
                return fields;
            }
        }
        String[] fitted = Arrays.copyOf(fields, width);
        Arrays.fill(fitted, Math.min(fields.length, width), width, "");
        return fitted;
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
