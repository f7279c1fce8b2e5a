package no.ditioroutes.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.CharArrayReader;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import no.ditioroutes.UserFacingException;

/**
 * Iterates over the rows of a file. FastCSV parses entire regions of well-formed rows; a malformed row between them
 * costs one line, and reading continues with the next.
 */
final class RawRows implements Iterator<CsvRow>, AutoCloseable {

    private static final int SHOWN = 1000;

    private final CharWindow window;
    private final char separator;
    private final RowRules rules;
    private final RowScanner scan;
    private Iterator<CsvRow> ready = Collections.emptyIterator();
    private long line = 1;
    private boolean ended;

    RawRows(TextDecoder text, char separator, RowRules rules) {
        this.window = new CharWindow(text);
        this.separator = separator;
        this.rules = rules;
        this.scan = new RowScanner(separator);
    }

    @Override
    public boolean hasNext() {
        while (!ready.hasNext() && !ended) {
            try {
                advance();
            } catch (IOException e) {
                throw new UserFacingException(
                        UserFacingException.Kind.SINK, "The file cannot be read to its end: " + e.getMessage(), e);
            }
        }
        return ready.hasNext();
    }

    @Override
    public CsvRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.next();
    }

    @Override
    public void close() {
        try {
            window.close();
        } catch (IOException e) {
            throw new UserFacingException(
                    UserFacingException.Kind.SINK, "The file cannot be closed: " + e.getMessage(), e);
        }
    }

    private void advance() throws IOException {
        long above = line - 1;
        scan.over(window);
        int start = window.from;
        int end = start;
        int next = end;
        // FastCSV miscounts lines if quoted line breaks differ: a row of several lines is the last of its region.
        for (int lines = 0; lines < 2 && end < window.to && (next = wellFormed(end)) >= 0; lines = scan.lines) {
            end = next;
            line += scan.lines;
        }
        if (end > start) {
            ready = parsed(start, end - start, above);
            window.from = end;
        } else if (next == RowScanner.BAD) {
            malformed(scan.trouble);
        } else if (!window.more()) {
            end();
        }
    }

    /** Ends the iteration at the end of the file, or rejects a row that exceeds the limit. */
    private void end() throws IOException {
        ended = window.from == window.to;
        if (ended) {
            window.checkLength();
        } else {
            malformed("it is longer than the " + CharWindow.LONGEST + " characters that a row may have");
        }
    }

    private int wellFormed(int from) {
        int end = scan.end(from);
        if (end >= 0 && scan.lines > 1 && !rules.mayHave(scan.fields, endsWithSeparator(end))) {
            scan.trouble = "a quote is not closed, or a field with a line break is not in its column";
            return RowScanner.BAD;
        }
        return end;
    }

    private boolean endsWithSeparator(int end) {
        int last = end - 1;
        while (last > 0 && isLineEnd(window.chars[last])) {
            last--;
        }
        return window.chars[last] == separator;
    }

    private Iterator<CsvRow> parsed(int from, int length, long linesAbove) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(new CsvRowBuilder(rules, linesAbove), new CharArrayReader(window.chars, from, length))
                .iterator();
    }

    /** Returns the current line as a malformed row, and continues after it. */
    private void malformed(String trouble) throws IOException {
        int at = endOfLine();
        StringBuilder text = new StringBuilder();
        text.append(window.chars, window.from, at - window.from);
        if (at == window.to && !window.last) {
            text.setLength(SHOWN);
            text.append('…');
            skipLine();
        } else {
            window.from = at;
        }
        ready = Collections.singleton(rules.aside(line, text.toString(), trouble))
                .iterator();
        passLineEnd();
    }

    private int endOfLine() throws IOException {
        int passed = 0;
        while (true) {
            int at = window.from + passed;
            while (at < window.to && !isLineEnd(window.chars[at])) {
                at++;
            }
            passed = at - window.from;
            if (at < window.to || !window.more()) {
                return window.from + passed;
            }
        }
    }

    private void skipLine() throws IOException {
        do {
            window.from = window.to;
            window.from = endOfLine();
        } while (window.from == window.to && !window.last);
    }

    private void passLineEnd() throws IOException {
        if (window.to - window.from < 2) {
            window.more();
        }
        if (window.from < window.to) {
            boolean two = window.chars[window.from] == '\r'
                    && window.from + 1 < window.to
                    && window.chars[window.from + 1] == '\n';
            window.from += two ? 2 : 1;
            line++;
        }
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
