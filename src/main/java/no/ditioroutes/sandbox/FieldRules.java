package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * The fields an entry may have, with their types. The vendor's server would ignore an unknown field; the sandbox
 * rejects it, so that a misspelt name is noticed.
 */
final class FieldRules {

    private enum Type {
        TEXT,
        NUMBER,
        INTEGER,
        FLAG,
        NUMBER_OR_FLAG,
        TIME
    }

    private final Map<String, Type> known = new HashMap<>();

    FieldRules texts(String... names) {
        return all(Type.TEXT, names);
    }

    FieldRules numbers(String... names) {
        return all(Type.NUMBER, names);
    }

    FieldRules integers(String... names) {
        return all(Type.INTEGER, names);
    }

    FieldRules flags(String... names) {
        return all(Type.FLAG, names);
    }

    /** Adds fields that hold a number or a flag: Ditio's documents disagree on these. */
    FieldRules numbersOrFlags(String... names) {
        return all(Type.NUMBER_OR_FLAG, names);
    }

    FieldRules times(String... names) {
        return all(Type.TIME, names);
    }

    void check(ObjectNode body) {
        body.properties().forEach(field -> check(field.getKey(), field.getValue()));
    }

    static void require(ObjectNode body, String... names) {
        for (String name : names) {
            if (body.path(name).asText().isBlank() || body.path(name).isNull()) {
                throw new ApiErrorException(400, "ArgumentIsNull", "Feltet " + name + " må fylles ut");
            }
        }
    }

    private FieldRules all(Type type, String... names) {
        for (String name : names) {
            known.put(name, type);
        }
        return this;
    }

    private void check(String name, JsonNode value) {
        if (!known.containsKey(name)) {
            throw new ApiErrorException(400, "UnknownField", "Unknown field " + name);
        }
        if (!value.isNull() && !fits(known.get(name), value)) {
            throw new ApiErrorException(400, "BadField", name + " cannot be " + value);
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
