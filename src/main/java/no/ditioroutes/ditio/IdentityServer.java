package no.ditioroutes.ditio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import no.ditioroutes.Failure;
import no.ditioroutes.Secrets;

/** Fetches tokens by OAuth2 client credentials, as the vendor's quickstart shows, and tells its refusals apart. */
public final class IdentityServer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WHOLE_CALL = Duration.ofSeconds(10);
    private static final long LIFETIME_UNSAID = 300;
    private static final long LONGEST_LIFETIME = Duration.ofHours(24).toSeconds();

    private final String base;
    private final Credentials credentials;
    private final ServerClock clock;
    private final Transport transport;
    private final HttpClient http;

    public IdentityServer(String base, Credentials credentials, ServerClock clock, Transport transport) {
        this.base = base;
        this.credentials = credentials;
        this.clock = clock;
        this.transport = transport;
        this.http = HttpClient.newBuilder()
                .sslContext(transport.tls())
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** A token as the server gave it, with the seconds it lives. */
    record Token(String value, long seconds) {}

    Token fetch(String scope) throws IOException {
        HttpResponse<String> answer = post(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                credentials.clientId(),
                "client_secret",
                credentials.clientSecret(),
                "scope",
                scope));
        clock.observe(header(answer, "Date"));
        JsonNode body = json(answer.body());
        String token = body.path("access_token").asText();
        Secrets.learnToken(token);
        if (answer.statusCode() == 200 && !token.isBlank()) {
            return new Token(token, lifetime(body.path("expires_in").asLong()));
        }
        throw refusal(answer, body.path("error").asText(), scope);
    }

    private HttpResponse<String> post(Map<String, String> form) throws IOException {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(endpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return await(http.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
    }

    /** The client's own time-out ends with the headers; this one ends with the last byte. */
    private HttpResponse<String> await(CompletableFuture<HttpResponse<String>> call) throws IOException {
        try {
            return call.get(WHOLE_CALL.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new Unavailable(
                    "No answer from " + here() + ": " + NetworkFault.words(e.getCause()) + ". " + advice(e), e);
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new Unavailable(
                    "Timed out: no complete answer from " + here() + " within " + WHOLE_CALL.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("Stopped while waiting for " + here(), e);
        }
    }

    private static String advice(ExecutionException e) {
        return e.getCause() instanceof SSLException
                ? "Where a CA of your own signs on the way, name its certificate in DITIO_CA_FILE"
                : "Check DITIO_IDENTITY_BASE and the network";
    }

    private IOException refusal(HttpResponse<String> answer, String error, String scope) {
        int status = answer.statusCode();
        String said = here() + " answered " + status + (error.isEmpty() ? "" : " " + error);
        if (status == 200 || status == 408 || status == 429 || status >= 500) {
            String what = status == 200 ? said + " without an access_token" : said;
            return new Unavailable(what, status, RetryAfter.parse(header(answer, "Retry-After"), clock.now()));
        }
        if (status == 400 || status == 401 || status == 403) {
            throw new Failure(Failure.Kind.REFUSED, said + ". " + advice(error, scope));
        }
        throw new Failure(Failure.Kind.DITIO, said + ". Expected a token; check DITIO_IDENTITY_BASE");
    }

    private String advice(String error, String scope) {
        return switch (error) {
            case "invalid_client" ->
                "The id and the secret do not belong together, or belong to the other environment:"
                        + " check DITIO_CLIENT_ID (now " + credentials.clientId()
                        + "), DITIO_CLIENT_SECRET and DITIO_IDENTITY_BASE";
            case "invalid_scope" ->
                "The client in DITIO_CLIENT_ID, " + credentials.clientId() + ", may not use the scope " + scope
                        + ": ask Ditio to grant it";
            case "unauthorized_client", "access_denied" ->
                "The client in DITIO_CLIENT_ID, " + credentials.clientId()
                        + ", is disabled or past its end date: ask Ditio to enable it";
            default -> "Check DITIO_CLIENT_ID, DITIO_CLIENT_SECRET and the scope " + scope;
        };
    }

    /** No source says what an answer without a sensible lifetime means; five minutes keeps such a token harmless. */
    private static long lifetime(long expiresIn) {
        return expiresIn <= 0 ? LIFETIME_UNSAID : Math.min(expiresIn, LONGEST_LIFETIME);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Looked at when first needed, so that a wrong one is told in words and does not stop what needs no token. */
    private URI endpoint() {
        return URI.create(transport.base("DITIO_IDENTITY_BASE", base) + "/connect/token");
    }

    private String here() {
        return "Ditio's identity server at " + endpoint();
    }
}
