package no.ditioroutes.csv;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/** Buffers the part of a text that is being parsed; it grows with the longest row, up to a limit. */
final class CharWindow implements Closeable {

    /** Limits the characters of a row. */
    static final int LONGEST = 1 << 20;

    private static final int FIRST = 1 << 16;
    private static final int ROOM = 16;

    char[] chars = new char[FIRST];
    int from;
    int to;
    /** Is set if no text follows the buffered part. */
    boolean last;

    private final TextDecoder text;

    CharWindow(TextDecoder text) {
        this.text = text;
    }

    /**
     * Reads more text and keeps the part from {@code from} on. Returns false at the end of the text, or if the buffer
     * is full.
     */
    boolean more() throws IOException {
        if (last) {
            return false;
        }
        System.arraycopy(chars, from, chars, 0, to - from);
        to -= from;
        from = 0;
        if (chars.length - to < ROOM) {
            if (chars.length == LONGEST) {
                return false;
            }
            chars = Arrays.copyOf(chars, chars.length * 2);
        }
        int count = text.read(chars, to, chars.length);
        last = count < 0;
        to += Math.max(count, 0);
        return true;
    }

    /** Fails if the file became shorter since it was opened. */
    void checkLength() throws IOException {
        text.checkLength();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
