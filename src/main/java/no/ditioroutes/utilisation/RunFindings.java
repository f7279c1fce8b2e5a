package no.ditioroutes.utilisation;

import java.util.Optional;
import no.ditioroutes.UserFacingException;

/** Holds what one project of a run found out that counts for the projects after it. For one thread. */
final class RunFindings {

    private Optional<LastDate> lastDate = Optional.empty();
    private Optional<UserFacingException> failure = Optional.empty();

    /** Returns whether the last date belongs to Ditio's totals, if an answer of this run showed it. */
    Optional<LastDate> lastDate() {
        return lastDate;
    }

    void found(LastDate meaning) {
        lastDate = Optional.of(meaning);
    }

    /** Returns the failure that stopped the run, if one did. */
    Optional<UserFacingException> failure() {
        return failure;
    }

    void stop(UserFacingException reason) {
        failure = Optional.of(reason);
    }
}
