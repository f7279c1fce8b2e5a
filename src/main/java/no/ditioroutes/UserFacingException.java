package no.ditioroutes;

/**
 * Reports a failure to the user: what was expected, what came, where, and what to do about it.
 *
 * <p>Its kind decides the exit code of a command. Any other exception is an internal error. Secrets in the message are
 * masked.
 */
public final class UserFacingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says who has to act, and which exit code a command ends with. */
    public enum Kind {
        /** A setting, a route or the command line is wrong. */
        SETTINGS(2),
        /** Ditio refused the credentials, the scope or the company. */
        REFUSED(3),
        /** Ditio cannot be reached, or its answer does not match the contract. */
        DITIO(4),
        /** The database, Kafka or the disk does not accept the data. */
        SINK(5);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** Returns the exit code of a command that ends with this kind of failure. */
        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;

    public UserFacingException(Kind kind, String message) {
        super(SecretMasker.mask(message));
        this.kind = kind;
    }

    public UserFacingException(Kind kind, String message, Throwable cause) {
        super(SecretMasker.mask(message), cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
