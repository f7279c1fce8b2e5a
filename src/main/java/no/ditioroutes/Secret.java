package no.ditioroutes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A secret of the settings: in a variable, or in a file that the variable with {@code _FILE} names. The file is read at
 * every use, so that a secret may be changed while the program runs; while it is being changed, and so is empty or away,
 * the one before counts.
 */
public final class Secret {

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
            String read = Files.readString(Path.of(file)).strip();
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
