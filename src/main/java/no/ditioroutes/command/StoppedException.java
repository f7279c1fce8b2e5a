package no.ditioroutes.command;

import java.util.List;
import no.ditioroutes.Failure;

/** A failure that stopped a command in the middle, with what was done before. */
final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Failure failure;
    private final transient List<?> result;

    StoppedException(Failure failure, List<?> result) {
        super(failure);
        this.failure = failure;
        this.result = List.copyOf(result);
    }

    Failure failure() {
        return failure;
    }

    List<?> result() {
        return result;
    }
}
