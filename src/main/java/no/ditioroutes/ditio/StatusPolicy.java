package no.ditioroutes.ditio;

import no.ditioroutes.UserFacingException;
import no.ditioroutes.monitor.Meters;

/**
 * Interprets the statuses that mean the same in all of Ditio's APIs.
 *
 * <p>The vendor's documents and samples disagree whether a missing scope is a 401 or a 403; both are treated as "not
 * allowed". A 401 gets here only after a fresh token did not help.
 */
public final class StatusPolicy {

    private final TokenCache tokens;
    private final Meters meters;

    public StatusPolicy(TokenCache tokens, Meters meters) {
        this.tokens = tokens;
        this.meters = meters;
    }

    /**
     * Throws if the status is one of those; any other is left to the API at hand.
     *
     * @throws UnavailableException if a retry may help
     * @throws UserFacingException if the client is refused, or lacks a permission
     */
    public void judge(HttpResult answer) throws UnavailableException {
        int status = answer.status();
        count(answer);
        if (status == 401) {
            throw new UserFacingException(
                    UserFacingException.Kind.REFUSED,
                    answer + ". A fresh token was refused as well. " + tokens.whyNotLetIn());
        }
        if (status == 403) {
            throw new UserFacingException(UserFacingException.Kind.REFUSED, answer + ". " + whyForbidden(answer));
        }
        if (status == 408 || status == 429 || status >= 500) {
            throw new UnavailableException(answer.toString(), status, answer.retryAfter());
        }
    }

    /** Counts an answer that is a 401 or a 403; for APIs that judge these by themselves. */
    public void count(HttpResult answer) {
        if (answer.status() == 401 || answer.status() == 403) {
            meters.refused(answer.status());
        }
    }

    /** Returns what a 403 means and what to change. */
    String whyForbidden(HttpResult answer) {
        return tokens.whyForbidden(answer.call().scope());
    }
}
