package no.ditioroutes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A secret of the settings: in a variable, or in a file that the variable with {@code _FILE} names. The file is read at
 * every use, so that a secret may be changed while the program runs; while it is being changed, and so is empty or away,
 * the one before counts.
 */
public final class Secret {

    /** The two bytes of the mark of UTF-16. */
    private static final byte HIGH = (byte) 0xFE;

    private static final byte LOW = (byte) 0xFF;

    private final String variable;
    private final String value;
    private final String file;

    /** What the file held last; empty as long as it was not read. */
    private volatile String last = "";

    /**
     * Either may be empty.
     *
     * @throws Failure where both are set
     */
    public Secret(String variable, String value, String file) {
        this.variable = variable;
        this.value = value;
        this.file = file.strip();
        Secrets.learn(value);
        if (isSet(this.value) && isSet(this.file)) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    variable + " and " + variable
                            + "_FILE are both set: which one counts is anybody's guess. Unset one");
        }
    }

    public boolean isSet() {
        return isSet(value) || isSet(file);
    }

    /**
     * The secret, or an empty text where none is set.
     *
     * @throws Failure where its file cannot be read or is empty, and could never be read
     */
    public String value() {
        return isSet(file) ? inFile() : value;
    }

    private String inFile() {
        try {
            String read = text(Files.readAllBytes(Path.of(file)), variable + "_FILE names " + file + ", which")
                    .strip();
            if (read.isEmpty()) {
                return lastOr("is empty", null);
            }
            Secrets.learn(read);
            last = read;
            return read;
        } catch (IOException | InvalidPathException e) {
            return lastOr("cannot be read: " + e, e);
        }
    }

    /**
     * Returns the text of a file in UTF-8, without the mark that editors on Windows put before it.
     *
     * @param subject the file, as the beginning of a sentence
     * @throws Failure if the file is in UTF-16, or is no text
     */
    public static String text(byte[] bytes, String subject) {
        boolean marked =
                bytes.length > 1 && ((bytes[0] == LOW && bytes[1] == HIGH) || (bytes[0] == HIGH && bytes[1] == LOW));
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (marked || text.indexOf('\0') >= 0) {
            throw new Failure(
                    Failure.Kind.SETTINGS,
                    subject
                            + " is in UTF-16, expected UTF-8: save it anew, in Notepad with the encoding UTF-8, in PowerShell"
                            + " with Set-Content -Encoding ascii");
        }
        if (text.indexOf('\uFFFD') >= 0) {
            throw new Failure(
                    Failure.Kind.SETTINGS, subject + " is not text in UTF-8: save it anew with this encoding");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private String lastOr(String trouble, Exception cause) {
        if (last.isEmpty()) {
            throw new Failure(Failure.Kind.SETTINGS, variable + "_FILE names " + file + ", which " + trouble, cause);
        }
        return last;
    }

    private static boolean isSet(String text) {
        return !text.isEmpty();
    }
}
