package no.ditioroutes.csv;

/** Finds the end of a row without parsing its fields. A quoted field may span lines only if it is closed soon. */
final class RowScanner {

    /** Means that the buffered text ends before the row. */
    static final int MORE = -1;
    /** Means that the row is malformed, see {@link #trouble}. */
    static final int BAD = -2;

    private static final int MOST_LINES = 100;
    private static final int MOST_CHARS = 1 << 16;
    private static final char QUOTE = '"';

    private final char separator;
    private char[] chars = {};
    private int to;
    private boolean last;

    /** Counts the line breaks and the fields of the row that was found last. */
    int lines;

    int fields;
    String trouble = "";

    RowScanner(char separator) {
        this.separator = separator;
    }

    void over(CharWindow window) {
        chars = window.chars;
        to = window.to;
        last = window.last;
    }

    /** Returns the index after the row that starts here, its line break included; or {@link #MORE} or {@link #BAD}. */
    int end(int from) {
        int at = from;
        lines = 0;
        fields = 1;
        while (true) {
            at = at < to && chars[at] == QUOTE ? quoted(at + 1) : plain(at);
            if (at < 0 || at == to) {
                return at == to && !last ? MORE : at;
            }
            if (chars[at] != separator) {
                return lineEnd(at);
            }
            fields++;
            at++;
        }
    }

    private int plain(int from) {
        int at = from;
        while (at < to && !isDelimiter(chars[at])) {
            at++;
        }
        return at;
    }

    /** Returns the index of the delimiter after the closing quote. */
    private int quoted(int from) {
        int at = from;
        while (true) {
            at = quoteOrLineEnd(at);
            if (at == to) {
                return last ? unclosed() : MORE;
            }
            if (chars[at] != QUOTE) {
                at = lineEnd(at);
                if (at == MORE || lines > MOST_LINES || at - from > MOST_CHARS) {
                    return at == MORE ? MORE : unclosed();
                }
            } else if (at + 1 == to && !last) {
                return MORE;
            } else if (at + 1 == to || chars[at + 1] != QUOTE) {
                return closed(at + 1);
            } else {
                at += 2;
            }
        }
    }

    private int quoteOrLineEnd(int from) {
        int at = from;
        while (at < to && chars[at] != QUOTE && chars[at] != '\n' && chars[at] != '\r') {
            at++;
        }
        return at;
    }

    private int closed(int at) {
        if (at < to && !isDelimiter(chars[at])) {
            trouble = "there is text after a closing quote";
            return BAD;
        }
        return at;
    }

    private int unclosed() {
        trouble = "a quote is not closed";
        return BAD;
    }

    private int lineEnd(int at) {
        if (chars[at] == '\r' && at + 1 == to && !last) {
            return MORE;
        }
        lines++;
        return chars[at] == '\r' && at + 1 < to && chars[at + 1] == '\n' ? at + 2 : at + 1;
    }

    private boolean isDelimiter(char c) {
        return c == separator || c == '\n' || c == '\r';
    }
}
