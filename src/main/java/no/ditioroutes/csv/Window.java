package no.ditioroutes.csv;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/** The part of a text that is at hand: it grows with the longest row, up to a limit. */
final class Window implements Closeable {

    /** The most characters of a row. */
    static final int LONGEST = 1 << 20;

    private static final int FIRST = 1 << 16;
    private static final int ROOM = 16;

    char[] chars = new char[FIRST];
    int from;
    int to;
    /** Whether nothing follows on what is at hand. */
    boolean last;

    private final Text text;

    Window(Text text) {
        this.text = text;
    }

    /** Reads on, and keeps what stands from {@code from} on; false where there is nothing more, or no room for it. */
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

    /** Fails where the file has become shorter since it was looked at. */
    void checkLength() throws IOException {
        text.checkLength();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
