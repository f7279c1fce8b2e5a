package no.ditioroutes.sandbox;

import java.net.http.HttpResponse;
import java.util.Map;

/** Requests tokens as the documents describe it. */
final class TokenRequests {

    static final String PATH = "/identity/connect/token";

    private TokenRequests() {}

    static String fetch(Sandbox sandbox) {
        return ApiCaller.json(ask(sandbox, SandboxOptions.CLIENT_ID, SandboxOptions.CLIENT_SECRET, ApiClient.REPORTING))
                .get("access_token")
                .asText();
    }

    static HttpResponse<String> ask(Sandbox sandbox, String id, String secret, String scope) {
        Map<String, String> form =
                Map.of("grant_type", "client_credentials", "client_id", id, "client_secret", secret, "scope", scope);
        return new ApiCaller(sandbox).form(PATH, form);
    }
}
