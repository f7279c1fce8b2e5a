package no.ditioroutes.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The encoding of a file.
 *
 * @param mark the length of its byte order mark, in bytes
 * @param isGuess whether nothing in the file confirms the encoding yet
 */
record FileEncoding(Charset charset, int mark, boolean isGuess) {

    /**
     * Detects the encoding by the byte order mark, else by the zero bytes that UTF-16 is full of, else assumes UTF-8.
     */
    static FileEncoding of(byte[] head) {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return new FileEncoding(StandardCharsets.UTF_8, 3, false);
        }
        if (startsWith(head, 0xFF, 0xFE)) {
            return new FileEncoding(StandardCharsets.UTF_16LE, 2, false);
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            return new FileEncoding(StandardCharsets.UTF_16BE, 2, false);
        }
        return unmarked(zeros(head, 0), zeros(head, 1), head.length / 2);
    }

    /** Decodes the first bytes of the file. */
    String text(byte[] head) {
        return new String(head, mark, head.length - mark, charset);
    }

    private static FileEncoding unmarked(int even, int odd, int pairs) {
        if (even == 0 && odd > pairs / 2) {
            return new FileEncoding(StandardCharsets.UTF_16LE, 0, false);
        }
        if (odd == 0 && even > pairs / 2) {
            return new FileEncoding(StandardCharsets.UTF_16BE, 0, false);
        }
        return new FileEncoding(StandardCharsets.UTF_8, 0, true);
    }

    private static boolean startsWith(byte[] head, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static int zeros(byte[] head, int from) {
        int zeros = 0;
        for (int i = from; i < head.length; i += 2) {
            zeros += head[i] == 0 ? 1 : 0;
        }
        return zeros;
    }
}
