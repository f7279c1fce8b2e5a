package no.ditioroutes.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The token endpoint: client credentials in a form, answered by an opaque bearer token. Its errors are the standard
 * OAuth ones, all with status 400; the contract has seen 400, 401 and 403.
 */
final class TokenEndpoint {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<String> FIELDS = Set.of("grant_type", "client_id", "client_secret", "scope");

    private final ApiClients clients;

    TokenEndpoint(ApiClients clients) {
        this.clients = clients;
    }

    List<ApiOperation> operations() {
        return List.of(ApiOperation.open("POST", "/identity/connect/token", this::token));
    }

    private ApiResponse token(OperationCall call) {
        clients.countCall();
        if (!call.request().mediaType().equals(FORM)) {
            return rejection(415, "invalid_request");
        }
        Map<String, String> form =
                FormDecoder.decode(new String(call.request().body(), StandardCharsets.UTF_8).strip());
        if (!FIELDS.containsAll(form.keySet())) {
            return rejection(400, "invalid_request");
        }
        return form.getOrDefault("grant_type", "").equals("client_credentials")
                ? forClient(form)
                : rejection(400, "unsupported_grant_type");
    }

    private ApiResponse forClient(Map<String, String> form) {
        return clients.find(form.getOrDefault("client_id", ""))
                .filter(client -> client.secret().equals(form.get("client_secret")))
                .map(client -> forScopes(client, form.getOrDefault("scope", "")))
                .orElseGet(() -> rejection(400, "invalid_client"));
    }

    /** Issues a token. One scope that is not allowed makes the request fail; that is not documented. */
    private ApiResponse forScopes(ApiClient client, String scope) {
        Set<String> asked =
                Set.copyOf(List.of(scope.split(" ", -1)).stream().distinct().toList());
        if (client.disabled()) {
            return rejection(400, "unauthorized_client");
        }
        return client.scopes().containsAll(asked) ? granted(client, asked, scope) : rejection(400, "invalid_scope");
    }

    private ApiResponse granted(ApiClient client, Set<String> asked, String scope) {
        String expiresIn = clients.expiresIn();
        String body = "{\"access_token\":\"" + clients.issue(client, asked) + "\""
                + (expiresIn.isEmpty() ? "" : ",\"expires_in\":" + expiresIn)
                + ",\"token_type\":\"Bearer\",\"scope\":\"" + scope + "\"}";
        return ApiResponse.of(200).withBody(ApiResponse.JSON, body).withHeader("Cache-Control", "no-store");
    }

    private static ApiResponse rejection(int status, String error) {
        return ApiResponse.json(status, StrictJson.object().put("error", error));
    }
}
