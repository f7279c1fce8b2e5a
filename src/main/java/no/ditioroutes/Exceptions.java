package no.ditioroutes;

import java.util.Optional;

/** Finds an exception among the causes of the one that wraps it. */
public final class Exceptions {

    private Exceptions() {}

    /** Returns the outermost cause of a type. */
    public static <T> Optional<T> of(Class<T> kind, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
        }
        return Optional.empty();
    }
}
