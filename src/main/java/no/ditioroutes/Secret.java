package no.ditioroutes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A secret of the settings: in a variable, or in a file that the variable with {@code _FILE} names. The file is read at
 * every use, so that a secret may be changed while the program runs.
 */
public final class Secret {

    private final String variable;
    private final String value;
    private final String file;

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
     * @throws Failure where its file cannot be read or is empty
     */
    public String value() {
        return isSet(file) ? inFile() : value;
    }

    private String inFile() {
        String read = read();
        Secrets.learn(read);
        if (read.isEmpty()) {
            throw failure("is empty", null);
        }
        return read;
    }

    private String read() {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException | InvalidPathException e) {
            throw failure("cannot be read: " + e, e);
        }
    }

    private Failure failure(String what, Exception cause) {
        return new Failure(Failure.Kind.SETTINGS, variable + "_FILE names " + file + ", which " + what, cause);
    }

    private static boolean isSet(String text) {
        return !text.isEmpty();
    }
}
