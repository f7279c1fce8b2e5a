package no.ditioroutes.boot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import no.ditioroutes.SecretMasker;

/**
 * Standard error without secrets, whoever writes there: logs of any format and level, messages, stack traces. Text is held
 * until its line ends, and masked as a whole.
 */
final class MaskedOutput extends OutputStream {

    private final OutputStream out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    MaskedOutput(OutputStream out) {
        this.out = out;
    }

    /** For all that this process logs from now on; results are data, in which a word that is a password too is to stay. */
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

    /** Bytes as they are, whatever they mean in which encoding. */
    @Override
    public synchronized void flush() throws IOException {
        String masked = SecretMasker.mask(line.toString(StandardCharsets.ISO_8859_1));
        line.reset();
        out.write(masked.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
