package no.ditioroutes.routes;

import no.ditioroutes.SecretMasker;

/** A route file that cannot be loaded, with the line if it is known, and the reason. */
public final class RouteFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String file;

    /**
     * Creates the message.
     *
     * @param line counted from 1; 0 if it is not known
     */
    RouteFileException(String file, int line, String reason, Throwable cause) {
        super(SecretMasker.mask(file + (line > 0 ? ", line " + line : "") + ": " + reason), cause);
        this.file = file;
    }

    String file() {
        return file;
    }
}
