package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** A request that passed all checks, with its decoded parameters and the client that sent it. */
record OperationCall(ApiRequest request, Map<String, String> variables, Map<String, String> query, ApiClient client) {

    String variable(String name) {
        return variables.get(name);
    }

    /** Returns a boolean query parameter, or false if it was not given. */
    boolean flag(String name) {
        String value = query.getOrDefault(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new ApiErrorException(400, "BadParameter", name + " must be true or false");
        }
        return value.equals("true");
    }

    ObjectNode object() {
        return json(ObjectNode.class)
                .orElseThrow(() -> new ApiErrorException(400, "BadBody", "Expected a JSON object"));
    }

    ArrayNode array() {
        return json(ArrayNode.class).orElseThrow(() -> new ApiErrorException(400, "BadBody", "Expected a JSON array"));
    }

    private <T extends JsonNode> Optional<T> json(Class<T> type) {
        if (!request.mediaType().equals("application/json")) {
            throw new ApiErrorException(415, "UnsupportedMediaType", "Expected application/json");
        }
        return StrictJson.parse(request.body()).filter(type::isInstance).map(type::cast);
    }
}
