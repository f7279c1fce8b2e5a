package no.ditioroutes.ditio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The error with which Ditio refuses a request: its code, its field and its message as they came, each empty if it is
 * missing.
 */
public record ApiError(String code, String field, String message) {

    /** Parses a body in any format that Ditio is known to use, or one item of such a body. */
    public static ApiError of(JsonNode body) {
        if (body.isValueNode()) {
            return new ApiError("", "", body.asText());
        }
        JsonNode detail = detail(body);
        return new ApiError(
                first(detail, body, "code", "error", "errorCode"),
                first(detail, body, "field", "property", "propertyName"),
                first(detail, body, "message", "errorMessage", "description", "title"));
    }

    /** Returns the same error with its field, if it names none but mentions one of these. */
    public ApiError about(Collection<String> fields) {
        return field.isEmpty()
                ? new ApiError(
                        code, fields.stream().filter(this::mentions).findFirst().orElse(""), message)
                : this;
    }

    private boolean mentions(String name) {
        String reason = code.substring(code.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return reason.startsWith(name.toLowerCase(Locale.ROOT))
                || (reason.equals("machinetypeinvalid") && name.equals("typeId"))
                || Pattern.compile("\\b" + Pattern.quote(name) + "\\b")
                        .matcher(message)
                        .find();
    }

    /** Returns whether the error has neither code nor message. */
    public boolean isEmpty() {
        return code.isEmpty() && message.isEmpty();
    }

    /** Returns the error in one line. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>(List.of(code, field, message));
        words.removeIf(String::isEmpty);
        return String.join(": ", words);
    }

    /** Returns the first of a list of errors, or the error that is an object itself. */
    private static JsonNode detail(JsonNode body) {
        JsonNode errors = body.path("errors");
        return errors.path(0).isObject() ? errors.path(0) : body.path("error");
    }

    private static String first(JsonNode detail, JsonNode body, String... names) {
        for (JsonNode node : List.of(detail, body)) {
            for (String name : names) {
                if (node.path(name).isValueNode() && !node.path(name).asText().isBlank()) {
                    return node.path(name).isNull() ? "" : node.path(name).asText();
                }
            }
        }
        return "";
    }
}
