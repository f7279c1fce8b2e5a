package no.ditioroutes.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Decodes the text of a file. A byte that is invalid in its encoding is marked (see {@link MalformedBytes}), never replaced. */
final class TextDecoder implements Closeable {

    private static final int BYTES = 1 << 16;

    private final InputStream bytes;
    private final CharsetDecoder decoder;
    private final ByteBuffer in = ByteBuffer.allocate(BYTES).flip();
    private final long limit;
    private boolean last;
    private long size;
    private long marked;

    /** Decodes the first {@code limit} bytes of a file. */
    TextDecoder(InputStream bytes, FileEncoding encoding, long limit) throws IOException {
        this.bytes = bytes;
        this.limit = limit;
        this.size = bytes.readNBytes(encoding.mark()).length;
        this.decoder = encoding.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /**
     * Fills a part of the array, which must have room for a few characters.
     *
     * @return the number of characters, or -1 at the end
     */
    int read(char[] chars, int from, int to) throws IOException {
        CharBuffer out = CharBuffer.wrap(chars, from, to - from);
        while (out.position() == from) {
            CoderResult result = decoder.decode(in, out, last);
            if (result.isError()) {
                mark(result.length(), out);
            } else if (result.isUnderflow() && out.position() == from) {
                if (last) {
                    return -1;
                }
                fill();
            }
        }
        return out.position() - from;
    }

    /** Returns the number of bytes read so far. */
    long size() {
        return size;
    }

    /** Returns how many of the bytes read were invalid. */
    long marked() {
        return marked;
    }

    /** Fails if the file ended before its limit. */
    void checkLength() throws IOException {
        if (size < limit) {
            throw new IOException("it became shorter while it was read, " + size + " of " + limit + " bytes are left");
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private void mark(int length, CharBuffer out) {
        if (out.remaining() < length) {
            return;
        }
        for (int i = 0; i < length; i++) {
            out.put(MalformedBytes.of(in.get()));
        }
        marked += length;
    }

    private void fill() throws IOException {
        in.compact();
        int most = (int) Math.min(in.remaining(), limit - size);
        int count = most == 0 ? -1 : bytes.read(in.array(), in.position(), most);
        last = count < 0;
        size += Math.max(count, 0);
        in.position(in.position() + Math.max(count, 0));
        in.flip();
    }
}
