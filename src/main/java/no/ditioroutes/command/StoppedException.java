package no.ditioroutes.command;

import java.util.List;
import no.ditioroutes.UserFacingException;

/** A failure that interrupted a command, with what was completed before. */
final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final UserFacingException failure;
    private final transient List<?> result;

    StoppedException(UserFacingException failure, List<?> result) {
        super(failure);
        this.failure = failure;
        this.result = List.copyOf(result);
    }

    UserFacingException failure() {
        return failure;
    }

    List<?> result() {
        return result;
    }
}
