package no.ditioroutes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A secret setting: the value of a variable, or of the file that the variable with the suffix {@code _FILE} names.
 *
 * <p>The file is read on every use, so that a secret can be rotated while the program runs. As long as the file is
 * missing or empty, the value read last stays in use.
 */
public final class SecretSetting {

    /** The byte order mark of UTF-16 consists of these two bytes. */
    private static final byte HIGH = (byte) 0xFE;

    private static final byte LOW = (byte) 0xFF;

    private final String variable;
    private final String value;
    private final String file;

    /** Holds the value read last from the file; it is empty until the first read. */
    private volatile String last = "";

    /**
     * Creates a secret, whose value and file may be empty.
     *
     * @throws UserFacingException if both are set
     */
    public SecretSetting(String variable, String value, String file) {
        this.variable = variable;
        this.value = value;
        this.file = file.strip();
        SecretMasker.learn(value);
        if (isSet(this.value) && isSet(this.file)) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    variable + " and " + variable + "_FILE are both set, expected one of them. Unset the other");
        }
    }

    public boolean isSet() {
        return isSet(value) || isSet(file);
    }

    /**
     * Returns the secret, or an empty text if none is set.
     *
     * @throws UserFacingException if its file cannot be read or is empty, and was never read before
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
            SecretMasker.learn(read);
            last = read;
            return read;
        } catch (IOException | InvalidPathException e) {
            return lastOr("cannot be read: " + e, e);
        }
    }

    /**
     * Decodes the content of a file as UTF-8 and drops a byte order mark.
     *
     * @param subject the file, as the beginning of a sentence
     * @throws UserFacingException if the content is UTF-16 or is not valid UTF-8
     */
    public static String text(byte[] bytes, String subject) {
        boolean isUtf16 =
                bytes.length > 1 && ((bytes[0] == LOW && bytes[1] == HIGH) || (bytes[0] == HIGH && bytes[1] == LOW));
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (isUtf16 || text.indexOf('\0') >= 0) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    subject
                            + " is in UTF-16, expected UTF-8. Save it again: in Notepad with the encoding UTF-8, in PowerShell"
                            + " with Set-Content -Encoding ascii");
        }
        if (text.indexOf('\uFFFD') >= 0) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS, subject + " is not valid UTF-8. Save it again in this encoding");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private String lastOr(String problem, Exception cause) {
        if (last.isEmpty()) {
            throw new UserFacingException(
                    UserFacingException.Kind.SETTINGS, variable + "_FILE names " + file + ", which " + problem, cause);
        }
        return last;
    }

    private static boolean isSet(String text) {
        return !text.isEmpty();
    }
}
