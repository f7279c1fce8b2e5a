package no.ditioroutes.database;

import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/**
 * Writes rows in the text format of COPY into one byte buffer: a string for each payload would cost as much as
 * everything else.
 */
final class CopyRows implements RowWriter, AutoCloseable {

    private static final int FULL = 1 << 16;

    private final CopyIn copy;
    private byte[] buffer = new byte[2 * FULL];
    private int size;
    private boolean first = true;

    CopyRows(CopyIn copy) {
        this.copy = copy;
    }

    @Override
    public void text(String text) {
        separate();
        write(text);
    }

    @Override
    public void json(String json) {
        text(json);
    }

    @Override
    public void json(byte[] bytes, int from, int to) {
        separate();
        escaped(bytes, from, to);
    }

    @Override
    public void end() throws SQLException {
        reserve(0);
        buffer[size++] = '\n';
        first = true;
        if (size >= FULL) {
            flush();
        }
    }

    private void separate() {
        if (!first) {
            reserve(0);
            buffer[size++] = '\t';
        }
        first = false;
    }

    /** Ends the copying. */
    void finish() throws SQLException {
        flush();
        copy.endCopy();
    }

    /** Cancels an unfinished copy, so that the connection remains usable. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, size);
        size = 0;
    }

    private void write(String text) {
        if (text == null) {
            reserve(2);
            buffer[size++] = '\\';
            buffer[size++] = 'N';
            return;
        }
        reserve(4 * text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c < 0x80) {
                escaped((byte) c);
            } else {
                at += wide(text, at);
            }
        }
    }

    /** Returns how many additional chars were consumed. Half a surrogate pair is kept, and the database rejects it. */
    private int wide(String text, int at) {
        int point = text.codePointAt(at);
        if (point < 0x800) {
            buffer[size++] = (byte) (0xC0 | (point >> 6));
        } else {
            if (point < 0x10000) {
                buffer[size++] = (byte) (0xE0 | (point >> 12));
            } else {
                buffer[size++] = (byte) (0xF0 | (point >> 18));
                buffer[size++] = tail(point >> 12);
            }
            buffer[size++] = tail(point >> 6);
        }
        buffer[size++] = tail(point);
        return Character.charCount(point) - 1;
    }

    private static byte tail(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    private void escaped(byte[] bytes, int from, int to) {
        reserve(2 * (to - from));
        for (int at = from; at < to; at++) {
            escaped(bytes[at]);
        }
    }

    private void escaped(byte b) {
        switch (b) {
            case '\\' -> pair('\\');
            case '\n' -> pair('n');
            case '\r' -> pair('r');
            case '\t' -> pair('t');
            default -> buffer[size++] = b;
        }
    }

    private void pair(char second) {
        buffer[size++] = '\\';
        buffer[size++] = (byte) second;
    }

    /** Reserves space for this many bytes and the separator after them. */
    private void reserve(int bytes) {
        if (size + bytes + 1 > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + bytes + 1));
        }
    }
}
