package no.ditioroutes.csv;

import java.nio.charset.Charset;

/**
 * Carries bytes that are invalid in the file's encoding through its text as lone low surrogates, which valid text never
 * contains. So none is lost, and each is found again.
 */
final class MalformedBytes {

    private static final char FIRST = Character.MIN_LOW_SURROGATE;
    private static final Charset LIKELY = Charset.forName("windows-1252");

    private MalformedBytes() {}

    static char of(byte lost) {
        return (char) (FIRST + (lost & 0xFF));
    }

    /** Returns what is invalid in a text, in words; empty if it is valid. */
    static String trouble(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isMark(text, i)) {
                return "the byte %02X is not valid in the encoding of this file".formatted(text.charAt(i) - FIRST);
            }
            if (text.charAt(i) == 0) {
                return "it contains a zero character, as in a file that was not written completely";
            }
        }
        return "";
    }

    /** Returns the text for display, with the characters that the invalid bytes most likely mean. */
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
