package no.ditioroutes.routes;

import no.ditioroutes.Secrets;

/** A file of routes that cannot be loaded: which one, in which line if that is known, and why. */
public final class RouteFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String file;

    /**
     * Describes what is wrong in a file.
     *
     * @param line counted from 1; 0 if it is not known
     */
    RouteFileException(String file, int line, String reason, Throwable cause) {
        super(Secrets.mask(file + (line > 0 ? ", line " + line : "") + ": " + reason), cause);
        this.file = file;
    }

    String file() {
        return file;
    }
}
