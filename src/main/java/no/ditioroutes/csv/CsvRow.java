package no.ditioroutes.csv;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A row of a file. A malformed row is one too, so that it can be rejected. */
public final class CsvRow {

    private final long line;
    private final String[] fields;
    private final String trouble;
    private final boolean isShort;
    private final boolean isUnended;

    CsvRow(long line, String[] fields, String trouble, boolean isShort, boolean isUnended) {
        this.line = line;
        this.fields = fields;
        this.trouble = trouble;
        this.isShort = isShort;
        this.isUnended = isUnended;
    }

    /** Returns the same row, marked as the last of the file and without a line break. */
    CsvRow unended() {
        return new CsvRow(line, fields, trouble, isShort, true);
    }

    /** Returns the line on which the row starts, counted from 1. */
    public long line() {
        return line;
    }

    /** Returns the fields as they came. A row with misplaced quotes has a single field, the text of the line. */
    public List<String> fields() {
        return Collections.unmodifiableList(Arrays.asList(fields));
    }

    /** Returns a field as it came; empty if the row has no such field. */
    public String raw(int column) {
        return column < 0 || column >= fields.length ? "" : fields[column];
    }

    /** Returns an id, a number, a time or a keyword, see {@link CellText#code}; empty if the row has no such field. */
    public String field(int column) {
        return CellText.code(raw(column));
    }

    /** Returns a free text, see {@link CellText#clean}; empty if the row has no such field. */
    public String text(int column) {
        return CellText.clean(raw(column));
    }

    /** Returns why the row is malformed; empty if it is well-formed. */
    public String trouble() {
        return trouble;
    }

    /** Returns whether the row has fewer fields than the header and is well-formed otherwise. */
    public boolean isShort() {
        return isShort;
    }

    /** Returns whether the row has no line break while all lines above it have one: the file may be truncated there. */
    public boolean isUnended() {
        return isUnended;
    }
}
