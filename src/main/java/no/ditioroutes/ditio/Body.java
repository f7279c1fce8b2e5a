package no.ditioroutes.ditio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import no.ditioroutes.Secrets;

/** The bytes of an answer, read to the end of the stream: the first {@code length} of the array. */
final class Body {

    /** Room for the answer to a write; a page needs far more. */
    private static final int FIRST_BYTES = 1 << 13;

    private static final int NEXT_BYTES = 1 << 20;
    private static final int EXCERPT_CHARS = 300;

    private final byte[] bytes;
    private final int length;

    private Body(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /**
     * Reads all of a stream.
     *
     * @param maxBytes the most it may hold; inflated bytes count, so that a small gzip body cannot fill the heap
     * @throws TooLarge where it holds more
     */
    static Body read(InputStream stream, int maxBytes) throws IOException {
        byte[] bytes = new byte[Math.min(FIRST_BYTES, maxBytes)];
        int length = 0;
        for (int read = stream.read(bytes); read >= 0; read = stream.read(bytes, length, bytes.length - length)) {
            length += read;
            if (length == bytes.length) {
                bytes = grown(bytes, maxBytes);
            }
        }
        return new Body(bytes, length);
    }

    /** The first characters, in one line and without secrets, for a message: some gateways repeat what was sent to them. */
    String excerpt() {
        // A secret that starts within the excerpt is to be seen whole.
        String start = new String(bytes, 0, Math.min(length, FIRST_BYTES), StandardCharsets.UTF_8);
        String line = Secrets.mask(start.replaceAll("\\p{Cntrl}+", " ").strip());
        return line.substring(0, Math.min(line.length(), EXCERPT_CHARS)).strip();
    }

    private static byte[] grown(byte[] bytes, int maxBytes) throws TooLarge {
        if (bytes.length == maxBytes) {
            throw new TooLarge();
        }
        return Arrays.copyOf(bytes, (int) Math.min(maxBytes, Math.max(NEXT_BYTES, 2L * bytes.length)));
    }

    /** The stream holds more than was allowed. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
