package no.ditioroutes;

import java.util.Optional;

/** Reports in one line that the Java heap was too small. */
public final class OutOfMemory {

    private static final int MEGABYTE = 1 << 20;

    private OutOfMemory() {}

    /** Returns the failure to report if an {@code OutOfMemoryError} was thrown, even if it is wrapped. */
    public static Optional<Failure> in(Throwable thrown) {
        return Thrown.of(OutOfMemoryError.class, thrown)
                .map(error -> new Failure(
                        Failure.Kind.SINK,
                        "The Java heap of " + Runtime.getRuntime().maxMemory() / MEGABYTE + " MB was too small ("
                                + error.getMessage() + "). Raise it with -Xmx, or lower sync.chunk-limit"));
    }
}
