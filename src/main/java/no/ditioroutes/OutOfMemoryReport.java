package no.ditioroutes;

import java.util.Optional;

/** Reports in one line that the Java heap was too small. */
public final class OutOfMemoryReport {

    private static final int MEGABYTE = 1 << 20;

    private OutOfMemoryReport() {}

    /** Returns the failure to report if an {@code OutOfMemoryError} was thrown, even if it is wrapped. */
    public static Optional<UserFacingException> in(Throwable thrown) {
        return Exceptions.of(OutOfMemoryError.class, thrown)
                .map(error -> new UserFacingException(
                        UserFacingException.Kind.SINK,
                        "The Java heap of " + Runtime.getRuntime().maxMemory() / MEGABYTE + " MB was too small ("
                                + error.getMessage() + "). Raise it with -Xmx, or lower sync.chunk-limit"));
    }
}
