package no.ditioroutes.ditio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import no.ditioroutes.SecretMasker;
import no.ditioroutes.UserFacingException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** Obtains tokens by OAuth2 client credentials, as the vendor's quickstart shows, and explains refusals. */
public final class IdentityServer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long DEFAULT_LIFETIME = 300;
    private static final long LONGEST_LIFETIME = Duration.ofHours(24).toSeconds();

    private final String base;
    private final Credentials credentials;
    private final ServerClock clock;
    private final HttpTransport transport;

    public IdentityServer(String base, Credentials credentials, ServerClock clock, HttpTransport transport) {
        this.base = base;
        this.credentials = credentials;
        this.clock = clock;
        this.transport = transport;
    }

    /** A token and its lifetime in seconds. */
    record Token(String value, long seconds) {}

    Token fetch(String scope) throws IOException {
        TokenResponse answer = post(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                credentials.clientId(),
                "client_secret",
                credentials.clientSecret(),
                "scope",
                scope));
        clock.observe(answer.date());
        JsonNode body = json(answer.text());
        String token = body.path("access_token").asText();
        SecretMasker.learnToken(token);
        if (answer.status() == 200 && !token.isBlank()) {
            return new Token(token, lifetime(body.path("expires_in").asLong()));
        }
        throw refusal(answer, body.path("error").asText(), scope);
    }

    private TokenResponse post(Map<String, String> form) throws IOException {
        HttpPost request = new HttpPost(endpoint());
        request.setHeader("Accept", "application/json");
        request.setEntity(new StringEntity(encoded(form), ContentType.APPLICATION_FORM_URLENCODED));
        try {
            return transport.client().execute(request, TokenResponse::of);
        } catch (IOException e) {
            throw new TokenUnavailableException(
                    "No answer from " + here() + ": " + NetworkErrors.words(e) + ". " + advice(e), e);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** A response to a token request. */
    private record TokenResponse(int status, String text, String date, String retryAfter) {

        private static final int MOST_CHARS = 1 << 20;

        static TokenResponse of(ClassicHttpResponse response) throws IOException, ParseException {
            HttpEntity body = response.getEntity();
            return new TokenResponse(
                    response.getCode(),
                    body == null ? "" : EntityUtils.toString(body, StandardCharsets.UTF_8, MOST_CHARS),
                    header(response, "Date"),
                    header(response, "Retry-After"));
        }

        private static String header(ClassicHttpResponse response, String name) {
            Header header = response.getFirstHeader(name);
            return header == null ? null : header.getValue();
        }
    }

    private static String advice(IOException e) {
        return e instanceof SSLException
                ? "If a proxy signs with a CA of your own, name its certificate in DITIO_CA_FILE"
                : "Check DITIO_IDENTITY_BASE and the network";
    }

    private IOException refusal(TokenResponse answer, String error, String scope) {
        int status = answer.status();
        String said = here() + " answered " + status + (error.isEmpty() ? "" : " " + error);
        if (status == 200 || status == 408 || status == 429 || status >= 500) {
            String what = status == 200 ? said + " without an access_token" : said;
            return new TokenUnavailableException(
                    what, status, RetryAfterHeader.parse(answer.retryAfter(), clock.now()));
        }
        if (status == 400 || status == 401 || status == 403) {
            throw new UserFacingException(UserFacingException.Kind.REFUSED, said + ". " + advice(error, scope));
        }
        throw new UserFacingException(
                UserFacingException.Kind.DITIO, said + ". Expected a token; check DITIO_IDENTITY_BASE");
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

    /**
     * Returns how long a token may be used. No source says what a response without a valid lifetime means; five minutes
     * keeps such a token harmless.
     */
    private static long lifetime(long expiresIn) {
        return expiresIn <= 0 ? DEFAULT_LIFETIME : Math.min(expiresIn, LONGEST_LIFETIME);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * Returns the token endpoint. It is validated on first use, so that a wrong one is reported by a message and does
     * not stop what needs no token.
     */
    private URI endpoint() {
        return URI.create(transport.base("DITIO_IDENTITY_BASE", base) + "/connect/token");
    }

    private String here() {
        return "Ditio's identity server at " + endpoint();
    }
}
