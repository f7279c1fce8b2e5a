package no.ditioroutes;

/**
 * Every failure the user should read: what was expected, what came, where, and what to do.
 *
 * <p>The kind decides the exit code of a command: 2 wrong usage or settings, 3 refused by Ditio
 * (credentials, scope), 4 Ditio unreachable or answering nonsense, 5 database, Kafka or disk. Code 0
 * (done) and 6 (done in part, some records set aside) are results, not failures.
 */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Kind kind;

    public Failure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Failure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Whose fault it is, and so who can mend it. */
    public Kind kind() {
        return kind;
    }

    /** Where a failure comes from. */
    public enum Kind {
        /** A command or a setting is wrong; trying again changes nothing. */
        SETTINGS(2),
        /** Ditio knows the question and says no: credentials, scope. */
        REFUSED(3),
        /** Ditio is unreachable, or its answer is not what its documents promise. */
        DITIO(4),
        /** The database, Kafka or the disk does not take what it is given. */
        SINK(5);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** What a command that ends this way returns to the shell. */
        public int exitCode() {
            return exitCode;
        }
    }
}
