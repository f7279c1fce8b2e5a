package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A client of the sandbox that knows only HTTP. */
final class ApiCaller {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Sandbox sandbox;
    private Optional<String> token = Optional.empty();

    ApiCaller(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Returns a caller with a token that has all scopes. */
    static ApiCaller authorized(Sandbox sandbox) {
        sandbox.clients().staticToken("static-token", SandboxOptions.CLIENT_ID);
        return new ApiCaller(sandbox).with("static-token");
    }

    ApiCaller with(String bearer) {
        token = Optional.of(bearer);
        return this;
    }

    HttpResponse<String> get(String path) {
        return text(request(path).GET());
    }

    HttpResponse<String> get(String path, Map<String, String> query) {
        return get(path + "?" + encoded(query));
    }

    HttpResponse<String> post(String path, String json) {
        return send("POST", path, json);
    }

    HttpResponse<String> send(String method, String path, String json) {
        return text(request(path)
                .header("Content-Type", "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
    }

    HttpResponse<String> form(String path, Map<String, String> fields) {
        return rawForm(path, encoded(fields));
    }

    HttpResponse<String> rawForm(String path, String body) {
        return text(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(sandbox.addresses().base() + path));
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        return request;
    }

    HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws IOException {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    HttpResponse<String> text(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> UrlEncoding.encode(field.getKey()) + "=" + UrlEncoding.encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static JsonNode json(HttpResponse<String> response) {
        return StrictJson.parse(response.body().getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }
}
