package no.ditioroutes.sandbox;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The registered clients and the tokens issued to them. */
public final class ApiClients {

    /** The permission of a token: to act as this client, within these scopes. */
    record Grant(ApiClient client, Set<String> scopes) {}

    private record Issued(String clientId, Set<String> scopes, Instant until) {}

    private final Map<String, ApiClient> clients = new ConcurrentHashMap<>();
    private final Map<String, Issued> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private volatile Duration lifetime;
    private volatile Optional<String> statedExpiry = Optional.empty();

    ApiClients(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** Registers a client, or replaces the one with its id. Tokens issued before follow the change. */
    public void register(ApiClient client) {
        clients.put(client.id(), client);
    }

    /** Disables a client, so that it gets no new tokens and those it has are answered with 401. */
    public void disable(String clientId) {
        clients.computeIfPresent(clientId, (id, client) -> client.withDisabled(true));
    }

    /** Enables a client again. */
    public void enable(String clientId) {
        clients.computeIfPresent(clientId, (id, client) -> client.withDisabled(false));
    }

    /** Registers a long-lived token with all scopes of its client, as an administrator creates one. */
    public void staticToken(String token, String clientId) {
        tokens.put(token, new Issued(clientId, clients.get(clientId).scopes(), Instant.MAX));
    }

    /** Revokes all tokens, static ones included. */
    public void revokeAllTokens() {
        tokens.clear();
    }

    /** Sets the lifetime of tokens issued from now on. */
    public void tokenLifetime(Duration tokenLifetime) {
        this.lifetime = tokenLifetime;
    }

    /**
     * Sets what the token response states as {@code expires_in}, whatever the true lifetime is: any JSON text, or an
     * empty one to omit the field. It lasts until {@link #stateTrueExpiry()}.
     */
    public void stateExpiry(String json) {
        this.statedExpiry = Optional.of(json);
    }

    /** Makes the token response state the true lifetime again. */
    public void stateTrueExpiry() {
        this.statedExpiry = Optional.empty();
    }

    /** Returns how often the token endpoint was called, whatever the response. */
    public int tokenCalls() {
        return calls.get();
    }

    /** Sets the count of token calls to zero. */
    public void resetTokenCalls() {
        calls.set(0);
    }

    void countCall() {
        calls.incrementAndGet();
    }

    Optional<ApiClient> find(String id) {
        return Optional.ofNullable(clients.get(id));
    }

    String issue(ApiClient client, Set<String> scopes) {
        byte[] bytes = new byte[48];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        tokens.put(token, new Issued(client.id(), scopes, clock.instant().plus(lifetime)));
        return token;
    }

    String expiresIn() {
        return statedExpiry.orElseGet(() -> String.valueOf(lifetime.toSeconds()));
    }

    /** Returns what a token allows now; empty if it is unknown, expired or its client cannot act. */
    Optional<Grant> grant(String token) {
        return Optional.ofNullable(tokens.get(token))
                .filter(issued -> clock.instant().isBefore(issued.until()))
                .flatMap(issued -> find(issued.clientId()).map(client -> new Grant(client, issued.scopes())))
                .filter(grant -> !grant.client().disabled() && grant.client().emulated());
    }
}
