package no.ditioroutes.ditio;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.monitor.Meters;

/**
 * Caches the bearer tokens: one for each set of scopes, shared by all callers, renewed a minute before it expires.
 *
 * <p>A long-lived token from the settings is used for every scope and never renewed.
 */
public final class TokenCache {

    private static final Pattern SPACES = Pattern.compile(" +");
    private static final long EARLY_SECONDS = 60;

    private final Credentials credentials;
    private final IdentityServer identityServer;
    private final Meters meters;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    public TokenCache(Credentials credentials, IdentityServer identityServer, Meters meters) {
        this.credentials = credentials;
        this.identityServer = identityServer;
        this.meters = meters;
    }

    /**
     * Returns the value of an {@code Authorization} header.
     *
     * @param scope the scopes, separated by spaces, in any order
     * @throws IOException if the identity server cannot answer now
     * @throws UserFacingException if it refuses, or no credentials are set
     */
    public String bearer(String scope) throws IOException {
        return "Bearer "
                + (credentials.hasToken() ? credentials.token() : slot(scope).token(scope));
    }

    /**
     * Drops a token that was refused, so that the next call obtains a new one. A token that was renewed meanwhile
     * stays.
     */
    public void refused(String scope, String bearer) {
        slot(scope).drop(bearer);
    }

    /** Returns what a 401 with a fresh token means and what to change. */
    String whyNotLetIn() {
        return credentials.hasToken()
                ? "The token in DITIO_TOKEN has expired, was revoked or belongs to the other environment: make a new one"
                        + " in Ditio Web, or unset it and set DITIO_CLIENT_ID and DITIO_CLIENT_SECRET"
                : "The client in DITIO_CLIENT_ID, " + credentials.clientId()
                        + ", is disabled or past its end date, its user is missing, or it lacks the scope: ask Ditio";
    }

    /** Returns what a 403 means and what to change. */
    String whyForbidden(String scope) {
        return credentials.hasToken()
                ? "The token in DITIO_TOKEN lacks the scope " + scope
                        + ", or the rights for this endpoint: make another"
                : "The client in DITIO_CLIENT_ID, " + credentials.clientId() + ", lacks the scope " + scope
                        + ", or the administrator's rights that this endpoint asks for: ask Ditio to grant it";
    }

    private IdentityServer.Token fetched(String scope) throws IOException {
        try {
            IdentityServer.Token token = identityServer.fetch(scope);
            meters.tokenRequested("given");
            return token;
        } catch (UserFacingException e) {
            meters.tokenRequested(e.kind() == UserFacingException.Kind.REFUSED ? "refused" : "failed");
            throw e;
        } catch (IOException e) {
            meters.tokenRequested("failed");
            throw e;
        }
    }

    private Slot slot(String scope) {
        String scopes = new TreeSet<>(SPACES.splitAsStream(scope).toList()).toString();
        return slots.computeIfAbsent(scopes, key -> new Slot());
    }

    /**
     * Holds the token of one set of scopes. Its lock makes concurrent callers wait for the one call that obtains a new
     * one.
     */
    private final class Slot {

        private String token;
        private long renewAtNanos;

        synchronized String token(String scope) throws IOException {
            if (token == null || System.nanoTime() - renewAtNanos >= 0) {
                IdentityServer.Token fresh = fetched(scope);
                token = fresh.value();
                renewAtNanos = System.nanoTime() + usable(fresh.seconds()).toNanos();
            }
            return token;
        }

        synchronized void drop(String bearer) {
            if (("Bearer " + token).equals(bearer)) {
                token = null;
            }
        }

        /**
         * Returns how long a token is used: half its lifetime if that is less than two minutes, so that it is used at
         * all.
         */
        private static Duration usable(long seconds) {
            return Duration.ofMillis(Math.max(seconds - EARLY_SECONDS, seconds / 2) * 1000L);
        }
    }
}
