package no.ditioroutes.csv;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One row of a file. One that is not well-formed is a row too, so that it can be rejected. */
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

    /** The same row, which is the last of the file and has no line end. */
    CsvRow unended() {
        return new CsvRow(line, fields, trouble, isShort, true);
    }

    /** The line of the file where the row starts, counted from 1. */
    public long line() {
        return line;
    }

    /** As they came. Where quotes make no sense, the text of the line is the only one. */
    public List<String> fields() {
        return Collections.unmodifiableList(Arrays.asList(fields));
    }

    /** Returns a cell as it came; empty if the row has no such field. */
    public String raw(int column) {
        return column < 0 || column >= fields.length ? "" : fields[column];
    }

    /** Returns an id, a number, a time or a word of a list, see {@link CellText#code}; empty if the row has no such field. */
    public String field(int column) {
        return CellText.code(raw(column));
    }

    /** Returns a free text, see {@link CellText#clean}; empty if the row has no such field. */
    public String text(int column) {
        return CellText.clean(raw(column));
    }

    /** Why the row is not well-formed; empty where it is. */
    public String trouble() {
        return trouble;
    }

    /** Whether it came with fewer fields than the header has, and nothing else is wrong with it. */
    public boolean isShort() {
        return isShort;
    }

    /** Whether it has no line end, while all lines above it have one: the file may be cut short there. */
    public boolean isUnended() {
        return isUnended;
    }
}
