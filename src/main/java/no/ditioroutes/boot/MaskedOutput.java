package no.ditioroutes.boot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import no.ditioroutes.SecretMasker;

/**
 * Masks secrets in everything written to standard error: logs of any format and level, messages and stack traces. Text
 * is buffered until its line ends and masked line by line.
 */
final class MaskedOutput extends OutputStream {

    private final OutputStream out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    MaskedOutput(OutputStream out) {
        this.out = out;
    }

    /**
     * Masks standard error from now on. Standard output stays unmasked: results are data, which may contain a word that
     * is also a password.
     */
    static void install() {
        System.setErr(new PrintStream(new MaskedOutput(System.err)));
    }

    @Override
    public synchronized void write(int b) throws IOException {
        line.write(b);
        if (b == '\n') {
            flush();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        int end = from + length;
        while (end > from && bytes[end - 1] != '\n') {
            end--;
        }
        line.write(bytes, from, end - from);
        if (end > from) {
            flush();
        }
        line.write(bytes, end, from + length - end);
    }

    /**
     * Writes the buffered bytes masked. ISO 8859-1 maps each byte to one character, so bytes in any encoding are
     * preserved.
     */
    @Override
    public synchronized void flush() throws IOException {
        String masked = SecretMasker.mask(line.toString(StandardCharsets.ISO_8859_1));
        line.reset();
        out.write(masked.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
