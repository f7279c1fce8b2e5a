package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * The fields an entry may have. The vendor's server would pass over a field it does not know; here it is an
 * error, so that a misspelt name does not go unnoticed.
 */
final class Fields {

    private enum Type {
        TEXT,
        NUMBER,
        INTEGER,
        FLAG,
        NUMBER_OR_FLAG,
        TIME
    }

    private final Map<String, Type> known = new HashMap<>();

    Fields texts(String... names) {
        return all(Type.TEXT, names);
    }

    Fields numbers(String... names) {
        return all(Type.NUMBER, names);
    }

    Fields integers(String... names) {
        return all(Type.INTEGER, names);
    }

    Fields flags(String... names) {
        return all(Type.FLAG, names);
    }

    /** Ditio's documents disagree on what these hold. */
    Fields numbersOrFlags(String... names) {
        return all(Type.NUMBER_OR_FLAG, names);
    }

    Fields times(String... names) {
        return all(Type.TIME, names);
    }

    void check(ObjectNode body) {
        body.properties().forEach(field -> check(field.getKey(), field.getValue()));
    }

    static void require(ObjectNode body, String... names) {
        for (String name : names) {
            if (body.path(name).asText().isBlank() || body.path(name).isNull()) {
                throw new ApiError(400, "ArgumentIsNull", "Feltet " + name + " må fylles ut");
            }
        }
    }

    private Fields all(Type type, String... names) {
        for (String name : names) {
            known.put(name, type);
        }
        return this;
    }

    private void check(String name, JsonNode value) {
        if (!known.containsKey(name)) {
            throw new ApiError(400, "UnknownField", "There is no field " + name);
        }
        if (!value.isNull() && !fits(known.get(name), value)) {
            throw new ApiError(400, "BadField", name + " cannot be " + value);
        }
    }

    private static boolean fits(Type type, JsonNode value) {
        return switch (type) {
            case TEXT -> value.isTextual();
            case NUMBER -> value.isNumber();
            case INTEGER -> value.isIntegralNumber();
            case FLAG -> value.isBoolean();
            case NUMBER_OR_FLAG -> value.isNumber() || value.isBoolean();
            case TIME -> value.isTextual() && Ticks.parse(value.textValue()).isPresent();
        };
    }
}
