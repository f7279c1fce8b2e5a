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

/** The clients that exist, and the tokens that are out. */
public final class Clients {

    /** What a token stands for. */
    record Grant(Client client, Set<String> scopes) {}

    private record Issued(String clientId, Set<String> scopes, Instant until) {}

    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final Map<String, Issued> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private volatile Duration lifetime;
    private volatile Optional<String> statedExpiry = Optional.empty();

    Clients(Clock clock, Duration lifetime) {
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** Registers a client, or replaces the one with its id. Tokens that are out follow the change. */
    public void register(Client client) {
        clients.put(client.id(), client);
    }

    /** Disables a client: no new tokens, and those it has get 401. */
    public void disable(String clientId) {
        clients.computeIfPresent(clientId, (id, client) -> client.withDisabled(true));
    }

    /** Enables a client again. */
    public void enable(String clientId) {
        clients.computeIfPresent(clientId, (id, client) -> client.withDisabled(false));
    }

    /** A long-lived token, as an administrator makes one, with all scopes of its client. */
    public void staticToken(String token, String clientId) {
        tokens.put(token, new Issued(clientId, clients.get(clientId).scopes(), Instant.MAX));
    }

    /** No token works any more, static ones included. */
    public void revokeAllTokens() {
        tokens.clear();
    }

    /** How long tokens live from now on. */
    public void tokenLifetime(Duration tokenLifetime) {
        this.lifetime = tokenLifetime;
    }

    /**
     * What the token answer says as {@code expires_in}, whatever the true lifetime: any JSON text, or empty
     * to leave the field out. Until {@link #stateTrueExpiry()}.
     */
    public void stateExpiry(String json) {
        this.statedExpiry = Optional.of(json);
    }

    /** The token answer tells the true lifetime again. */
    public void stateTrueExpiry() {
        this.statedExpiry = Optional.empty();
    }

    /** How often the token endpoint was called, whatever it answered. */
    public int tokenCalls() {
        return calls.get();
    }

    /** Counts token calls from zero again. */
    public void resetTokenCalls() {
        calls.set(0);
    }

    void countCall() {
        calls.incrementAndGet();
    }

    Optional<Client> find(String id) {
        return Optional.ofNullable(clients.get(id));
    }

    String issue(Client client, Set<String> scopes) {
        byte[] bytes = new byte[48];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        tokens.put(token, new Issued(client.id(), scopes, clock.instant().plus(lifetime)));
        return token;
    }

    String expiresIn() {
        return statedExpiry.orElseGet(() -> String.valueOf(lifetime.toSeconds()));
    }

    /** What a token allows now; nothing when it is unknown, expired or its client cannot act. */
    Optional<Grant> grant(String token) {
        return Optional.ofNullable(tokens.get(token))
                .filter(issued -> clock.instant().isBefore(issued.until()))
                .flatMap(issued -> find(issued.clientId()).map(client -> new Grant(client, issued.scopes())))
                .filter(grant -> !grant.client().disabled() && grant.client().emulated());
    }
}
