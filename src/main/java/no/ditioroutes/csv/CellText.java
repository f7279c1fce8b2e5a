package no.ditioroutes.csv;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Normalizes the text of a cell in the same way for every reader. Invisible characters at its ends and what
 * spreadsheets wrap around a text are removed. Invisible characters inside are reported, so that two names cannot look
 * alike and differ.
 */
public final class CellText {

    private static final char NO_BREAK_SPACE = '\u00A0';
    private static final char PLAIN_SPACE = ' ';

    private CellText() {}

    /** Returns the text without white space and invisible characters at its ends. */
    public static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (from < to && isBlank(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    /**
     * Returns the text trimmed and unwrapped: {@code ="0012"} becomes {@code 0012}, and an apostrophe before a digit or
     * a sign, which keeps a spreadsheet from calculating, is removed. An apostrophe before a letter stays, as in 't
     * Hart.
     */
    public static String clean(String text) {
        return isPlain(text) ? text : unwrapped(text, false);
    }

    /**
     * Returns the text of a cell that is an id, a number, a time or a keyword: trimmed and unwrapped, without any
     * leading apostrophe, and in NFC, since some systems write å as a letter and a combining ring.
     */
    public static String code(String text) {
        return isPlain(text) ? text : Normalizer.normalize(unwrapped(text, true), Normalizer.Form.NFC);
    }

    /** Returns a free text in which no-break, narrow and other special spaces are replaced by plain ones. */
    public static String plainSpaces(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text);
        for (int i = 0; i < plain.length(); i++) {
            if (isSpecialSpace(plain.charAt(i))) {
                plain.setCharAt(i, PLAIN_SPACE);
            }
        }
        return plain.toString();
    }

    /** Returns the name of the first invisible character, such as {@code U+200B ZERO WIDTH SPACE}, or an empty text. */
    public static String hidden(String text) {
        if (isPlain(text)) {
            return "";
        }
        return text.codePoints()
                .filter(c -> isInvisible(c) || Character.isISOControl(c) || isSpecialSpace(c))
                .mapToObj(CellText::name)
                .findFirst()
                .orElse("");
    }

    /** Returns the name of the first control character of a text that may have several lines, or an empty text. */
    public static String control(String text) {
        if (isPlain(text)) {
            return "";
        }
        return text.codePoints()
                .filter(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')
                .mapToObj(CellText::name)
                .findFirst()
                .orElse("");
    }

    private static String name(int codePoint) {
        return String.format(Locale.ROOT, "U+%04X %s", codePoint, Character.getName(codePoint));
    }

    /**
     * Returns whether the text needs no change, as nearly all: printable ASCII without a space or a wrapping at an end.
     */
    private static boolean isPlain(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < PLAIN_SPACE || c > '~') {
                return false;
            }
        }
        return length == 0
                || (text.charAt(0) > PLAIN_SPACE
                        && text.charAt(0) != '='
                        && text.charAt(0) != '\''
                        && text.charAt(length - 1) > PLAIN_SPACE);
    }

    private static String unwrapped(String text, boolean isCode) {
        String bare = trim(text);
        if (bare.length() >= 3 && bare.startsWith("=\"") && bare.endsWith("\"")) {
            return unwrapped(bare.substring(2, bare.length() - 1).replace("\"\"", "\""), isCode);
        }
        if (bare.startsWith("'") && (isCode || isCalculated(bare, 1))) {
            return unwrapped(bare.substring(1), isCode);
        }
        return bare;
    }

    /** Returns whether a spreadsheet would calculate the text from this index on. */
    private static boolean isCalculated(String text, int at) {
        return at < text.length() && "=+-@0123456789".indexOf(text.charAt(at)) >= 0;
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || isSpecialSpace(c) || isInvisible(c);
    }

    private static boolean isSpecialSpace(int c) {
        return c == NO_BREAK_SPACE || c == '\u0085' || (c > NO_BREAK_SPACE && Character.isSpaceChar(c));
    }

    /**
     * Returns whether a character is invisible: zero width, direction or byte order marks, or fillers that look like a
     * space.
     */
    private static boolean isInvisible(int c) {
        return c > NO_BREAK_SPACE
                && (Character.getType(c) == Character.FORMAT || "\u034F\u115F\u1160\u2800\u3164\uFFA0".indexOf(c) >= 0);
    }
}
