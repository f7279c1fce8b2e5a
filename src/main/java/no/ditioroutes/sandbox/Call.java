package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** A request that was let in: who asks, and what for. */
record Call(Request request, Map<String, String> variables, Map<String, String> query, Client client) {

    String variable(String name) {
        return variables.get(name);
    }

    /** A boolean query parameter; false when it was not given. */
    boolean flag(String name) {
        String value = query.getOrDefault(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new ApiError(400, "BadParameter", name + " must be true or false");
        }
        return value.equals("true");
    }

    ObjectNode object() {
        return json(ObjectNode.class).orElseThrow(() -> new ApiError(400, "BadBody", "Expected a JSON object"));
    }

    ArrayNode array() {
        return json(ArrayNode.class).orElseThrow(() -> new ApiError(400, "BadBody", "Expected a JSON array"));
    }

    private <T extends JsonNode> Optional<T> json(Class<T> type) {
        if (!request.mediaType().equals("application/json")) {
            throw new ApiError(415, "UnsupportedMediaType", "Expected application/json");
        }
        return Json.parse(request.body()).filter(type::isInstance).map(type::cast);
    }
}
