package no.ditioroutes.csv;

import java.nio.charset.Charset;

/**
 * Bytes that are no text, carried through a text as lone low surrogates, which no text has: so they are found again, and
 * none is lost.
 */
final class Marks {

    private static final char FIRST = Character.MIN_LOW_SURROGATE;
    private static final Charset LIKELY = Charset.forName("windows-1252");

    private Marks() {}

    static char of(byte lost) {
        return (char) (FIRST + (lost & 0xFF));
    }

    /** What is no text in it, in words; empty where all of it is. */
    static String trouble(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isMark(text, i)) {
                return "the byte %02X is no text in the encoding of this file".formatted(text.charAt(i) - FIRST);
            }
            if (text.charAt(i) == 0) {
                return "it has a zero character, as files have that were not written to their end";
            }
        }
        return "";
    }

    /** The same text to be shown: with what the bytes most likely mean. */
    static String readable(String text) {
        StringBuilder readable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            readable.append(isMark(text, i) ? likely((byte) (c - FIRST)) : c == 0 ? "" : String.valueOf(c));
        }
        return readable.toString();
    }

    private static boolean isMark(String text, int at) {
        return Character.isLowSurrogate(text.charAt(at))
                && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    private static String likely(byte lost) {
        return new String(new byte[] {lost}, LIKELY);
    }
}
