package no.ditioroutes.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The token endpoint: client credentials in a form, answered by an opaque bearer token. Its errors are the
 * standard OAuth ones, all with status 400; the contract has seen 400, 401 and 403.
 */
final class Identity {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<String> FIELDS = Set.of("grant_type", "client_id", "client_secret", "scope");

    private final Clients clients;

    Identity(Clients clients) {
        this.clients = clients;
    }

    List<Route> routes() {
        return List.of(Route.open("POST", "/identity/connect/token", this::token));
    }

    private Answer token(Call call) {
        clients.countCall();
        if (!call.request().mediaType().equals(FORM)) {
            return refusal(415, "invalid_request");
        }
        Map<String, String> form = Form.decode(new String(call.request().body(), StandardCharsets.UTF_8).strip());
        if (!FIELDS.containsAll(form.keySet())) {
            return refusal(400, "invalid_request");
        }
        return form.getOrDefault("grant_type", "").equals("client_credentials")
                ? forClient(form)
                : refusal(400, "unsupported_grant_type");
    }

    private Answer forClient(Map<String, String> form) {
        return clients.find(form.getOrDefault("client_id", ""))
                .filter(client -> client.secret().equals(form.get("client_secret")))
                .map(client -> forScopes(client, form.getOrDefault("scope", "")))
                .orElseGet(() -> refusal(400, "invalid_client"));
    }

    /** Whether one scope too many spoils all of them is not documented; here it does. */
    private Answer forScopes(Client client, String scope) {
        Set<String> asked =
                Set.copyOf(List.of(scope.split(" ", -1)).stream().distinct().toList());
        if (client.disabled()) {
            return refusal(400, "unauthorized_client");
        }
        return client.scopes().containsAll(asked) ? granted(client, asked, scope) : refusal(400, "invalid_scope");
    }

    private Answer granted(Client client, Set<String> asked, String scope) {
        String expiresIn = clients.expiresIn();
        String body = "{\"access_token\":\"" + clients.issue(client, asked) + "\""
                + (expiresIn.isEmpty() ? "" : ",\"expires_in\":" + expiresIn)
                + ",\"token_type\":\"Bearer\",\"scope\":\"" + scope + "\"}";
        return Answer.of(200).withBody(Answer.JSON, body).withHeader("Cache-Control", "no-store");
    }

    private static Answer refusal(int status, String error) {
        return Answer.json(status, Json.object().put("error", error));
    }
}
