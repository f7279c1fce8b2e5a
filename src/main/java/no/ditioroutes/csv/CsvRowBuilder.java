package no.ditioroutes.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.Arrays;

/** Builds rows from the fields that FastCSV finds. A row without any text is skipped. */
final class CsvRowBuilder extends AbstractBaseCsvCallbackHandler<CsvRow> {

    private final RowRules rules;
    private final long linesAbove;
    private String[] fields = {};
    private long line;
    private int count;
    private boolean blank;

    CsvRowBuilder(RowRules rules, long linesAbove) {
        this.rules = rules;
        this.linesAbove = linesAbove;
    }

    @Override
    protected void handleBegin(long lineOfPart) {
        line = linesAbove + lineOfPart;
        fields = new String[Math.max(rules.width(), 1)];
        count = 0;
        blank = true;
    }

    @Override
    protected void handleField(int index, char[] chars, int offset, int length, boolean quoted) {
        if (index == fields.length) {
            fields = Arrays.copyOf(fields, 2 * index);
        }
        String field = length == 0 ? "" : new String(chars, offset, length);
        blank &= field.isBlank();
        fields[index] = field;
        count = index + 1;
    }

    @Override
    protected RecordType getRecordType() {
        return blank ? RecordType.EMPTY : RecordType.DATA;
    }

    @Override
    protected CsvRow buildRecord() {
        return rules.row(line, count == fields.length ? fields : Arrays.copyOf(fields, count));
    }
}
