package no.ditioroutes.ditio;

import no.ditioroutes.Failure;
import no.ditioroutes.monitor.Meters;

/**
 * What the statuses mean that all of Ditio's APIs share, and who can mend it.
 *
 * <p>The vendor's documents and samples do not agree whether a missing scope is a 401 or a 403; both are taken for "not
 * allowed". A 401 gets here only after a fresh token did not help.
 */
public final class Refusals {

    private final Tokens tokens;
    private final Meters meters;

    public Refusals(Tokens tokens, Meters meters) {
        this.tokens = tokens;
        this.meters = meters;
    }

    /**
     * Throws where the status is one of those; any other is for the API at hand to judge.
     *
     * @throws Unavailable where another try may help
     * @throws Failure where the client is not let in, or lacks a right
     */
    public void judge(Answer answer) throws Unavailable {
        int status = answer.status();
        if (status == 401 || status == 403) {
            meters.refused(status);
        }
        if (status == 401) {
            throw new Failure(
                    Failure.Kind.REFUSED, answer + ". It did so again with a fresh token. " + tokens.whyNotLetIn());
        }
        if (status == 403) {
            throw new Failure(Failure.Kind.REFUSED, answer + ". " + whyForbidden(answer));
        }
        if (status == 408 || status == 429 || status >= 500) {
            throw new Unavailable(answer.toString(), status, answer.retryAfter());
        }
    }

    /** In words, what a 403 means and what to change. */
    String whyForbidden(Answer answer) {
        return tokens.whyForbidden(answer.call().scope());
    }
}
