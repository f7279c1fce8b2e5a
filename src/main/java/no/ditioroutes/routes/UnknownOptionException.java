package no.ditioroutes.routes;

import java.util.Collection;
import no.ditioroutes.SpellingSuggestion;

/** An unknown option of one of the program's own endpoints. */
public final class UnknownOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String option;

    /** Creates a message with the option, the nearest known one, and all known ones. */
    public UnknownOptionException(String endpoint, String option, Collection<String> known) {
        super(endpoint + " has no option " + option
                + SpellingSuggestion.of(option, known)
                        .map(meant -> "; did you mean " + meant + "?")
                        .orElse(".")
                + (known.isEmpty() ? " It has no options" : " It has " + String.join(", ", known)));
        this.option = option;
    }

    String option() {
        return option;
    }
}
