package no.ditioroutes.csv;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One row of a file. One that is not well-formed is a row too, so that it can be set aside. */
public final class CsvRow {

    private final long line;
    private final String[] fields;
    private final String trouble;

    CsvRow(long line, String[] fields, String trouble) {
        this.line = line;
        this.fields = fields;
        this.trouble = trouble;
    }

    /** The line of the file where the row starts; that of the header is 1, where nothing stands above it. */
    public long line() {
        return line;
    }

    /** As they came. Where quotes make no sense, the text of the line is the only one. */
    public List<String> fields() {
        return Collections.unmodifiableList(Arrays.asList(fields));
    }

    /** Without blanks around it; empty where the row has no such field. */
    public String field(int column) {
        return column < 0 || column >= fields.length ? "" : fields[column].strip();
    }

    /** Why the row is not well-formed; empty where it is. */
    public String trouble() {
        return trouble;
    }
}
