package no.ditioroutes;

import java.util.Optional;

/** Says in one line that Java's memory did not suffice. */
public final class OutOfMemory {

    private static final int MEGABYTE = 1 << 20;

    private OutOfMemory() {}

    /** Returns the failure to report, if what was thrown comes of too little memory. */
    public static Optional<Failure> in(Throwable thrown) {
        return Thrown.of(OutOfMemoryError.class, thrown)
                .map(error -> new Failure(
                        Failure.Kind.SINK,
                        "The memory of " + Runtime.getRuntime().maxMemory() / MEGABYTE + " MB did not suffice ("
                                + error.getMessage() + "). Give Java more with -Xmx, or lower sync.chunk-limit"));
    }
}
