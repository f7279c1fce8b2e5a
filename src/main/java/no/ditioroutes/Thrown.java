package no.ditioroutes;

import java.util.Optional;

/** Finds what was thrown under what a route wrapped around it. */
public final class Thrown {

    private Thrown() {}

    /** The outermost cause of a kind. */
    public static <T> Optional<T> of(Class<T> kind, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
        }
        return Optional.empty();
    }
}
