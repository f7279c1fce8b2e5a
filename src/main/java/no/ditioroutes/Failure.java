package no.ditioroutes;

/**
 * A failure the user should read: what was expected, what came, where, and what to do about it.
 *
 * <p>Its kind decides the exit code of a command. Anything else that is thrown is a fault of the program itself. A secret in
 * the message is masked, wherever it is shown.
 */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Who has to act, and the exit code that says so. */
    public enum Kind {
        /** A setting, a route or the command line is wrong. */
        SETTINGS(2),
        /** Ditio refused the credentials, the scope or the company. */
        REFUSED(3),
        /** Ditio cannot be reached, or answers what its contract does not know. */
        DITIO(4),
        /** The database, Kafka or the disk does not take what is given to it. */
        SINK(5);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** The exit code of a command that ends with this kind of failure. */
        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;

    public Failure(Kind kind, String message) {
        super(Secrets.mask(message));
        this.kind = kind;
    }

    public Failure(Kind kind, String message, Throwable cause) {
        super(Secrets.mask(message), cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
