package no.ditioroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Validates requests and responses against their operation in the OpenAPI document. */
final class OpenApiContract {

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private final JsonNode document;
    private final Set<String> exercised = new TreeSet<>();

    OpenApiContract(String yaml) throws IOException {
        document = new ObjectMapper(new YAMLFactory()).readTree(yaml);
    }

    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> operations.add(name(method, path.getKey()))));
        return operations;
    }

    Set<String> exercised() {
        return exercised;
    }

    /** Returns the query parameters that are documented for an operation. */
    Set<String> query(String method, String template) {
        return StreamSupport.stream(
                        operation(method, template).path("parameters").spliterator(), false)
                .map(this::resolved)
                .filter(parameter -> parameter.get("in").asText().equals("query"))
                .map(parameter -> parameter.get("name").asText())
                .collect(Collectors.toSet());
    }

    void judgeRequest(String method, String template, String mediaType, String body) {
        exercised.add(name(method, template));
        JsonNode content = operation(method, template).path("requestBody").path("content");
        if (!body.isEmpty()) {
            assertThat(content.has(mediaType))
                    .as("%s %s takes %s", method, template, mediaType)
                    .isTrue();
            judge(content.get(mediaType).get("schema"), json(body), method + " " + template + " takes " + body);
        }
    }

    void judgeAnswer(String method, String template, HttpResponse<String> answer) {
        JsonNode responses = operation(method, template).get("responses");
        JsonNode response = resolved(responses.path(String.valueOf(answer.statusCode())));
        String what = method + " " + template + " answers " + answer.statusCode() + " " + answer.body();
        assertThat(response.isObject()).as(what).isTrue();
        JsonNode content = response.path("content").path("application/json");
        if (content.isObject()) {
            judge(content.get("schema"), json(answer.body()), what);
        } else {
            assertThat(response.has("content") || answer.body().isEmpty())
                    .as(what)
                    .isTrue();
        }
    }

    private void judge(JsonNode schema, JsonNode value, String what) {
        ObjectNode whole = StrictJson.object();
        whole.putArray("allOf").add(schema);
        whole.set("components", document.get("components"));
        assertThat(SCHEMAS.getSchema(whole).validate(value)).as(what).isEmpty();
    }

    private JsonNode operation(String method, String template) {
        JsonNode operation = document.get("paths").path(template).path(method.toLowerCase(Locale.ROOT));
        assertThat(operation.isObject())
                .as("%s %s is documented", method, template)
                .isTrue();
        return operation;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static JsonNode json(String text) {
        return StrictJson.parse(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    static JsonNode form(Map<String, String> fields) {
        ObjectNode node = StrictJson.object();
        fields.forEach(node::put);
        return node;
    }

    static String name(String method, String template) {
        return method.toUpperCase(Locale.ROOT) + " " + template;
    }
}
