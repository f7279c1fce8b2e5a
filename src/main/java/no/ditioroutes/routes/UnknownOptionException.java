package no.ditioroutes.routes;

import java.util.Collection;
import no.ditioroutes.Nearest;

/** An endpoint of the program's own was given an option that it does not have. */
public final class UnknownOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String option;

    /** Names the option, the one that was probably meant, and all that there are. */
    public UnknownOptionException(String endpoint, String option, Collection<String> known) {
        super(endpoint + " has no option " + option
                + Nearest.of(option, known)
                        .map(meant -> "; did you mean " + meant + "?")
                        .orElse(".")
                + (known.isEmpty() ? " It has none" : " It has " + String.join(", ", known)));
        this.option = option;
    }

    String option() {
        return option;
    }
}
