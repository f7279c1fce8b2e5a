package no.ditioroutes.ditio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import no.ditioroutes.SecretMasker;

/** Holds the body of a response in the first {@code length} bytes of an array. */
final class ResponseBody {

    /** This suffices for the response to a write; a page needs far more. */
    private static final int FIRST_BYTES = 1 << 13;

    private static final int NEXT_BYTES = 1 << 20;
    private static final int EXCERPT_CHARS = 300;

    private final byte[] bytes;
    private final int length;

    private ResponseBody(byte[] bytes, int length) {
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
     * Reads a stream completely.
     *
     * @param maxBytes the limit after decompression, so that a small gzip body cannot fill the heap
     * @throws TooLargeException if the stream exceeds the limit
     */
    static ResponseBody read(InputStream stream, int maxBytes) throws IOException {
        byte[] bytes = new byte[Math.min(FIRST_BYTES, maxBytes)];
        int length = 0;
        for (int read = stream.read(bytes); read >= 0; read = stream.read(bytes, length, bytes.length - length)) {
            length += read;
            if (length == bytes.length) {
                bytes = grown(bytes, maxBytes);
            }
        }
        return new ResponseBody(bytes, length);
    }

    /**
     * Returns the beginning in one line and with secrets masked, for a message: some gateways echo what was sent to
     * them.
     */
    String excerpt() {
        // Secrets are masked before the excerpt is cut, since its end may lie within one.
        String start = new String(bytes, 0, Math.min(length, FIRST_BYTES), StandardCharsets.UTF_8);
        String line = SecretMasker.mask(start.replaceAll("\\p{Cntrl}+", " ").strip());
        return line.substring(0, Math.min(line.length(), EXCERPT_CHARS)).strip();
    }

    private static byte[] grown(byte[] bytes, int maxBytes) throws TooLargeException {
        if (bytes.length == maxBytes) {
            throw new TooLargeException();
        }
        return Arrays.copyOf(bytes, (int) Math.min(maxBytes, Math.max(NEXT_BYTES, 2L * bytes.length)));
    }

    /** Thrown if a stream exceeds the limit. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
