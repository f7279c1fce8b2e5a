package no.ditioroutes.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;

/** A field that is to have another value. What Ditio does not have is null. */
public record Change(String field, @JsonProperty("old") JsonNode before, @JsonProperty("new") JsonNode after) {

    /** Numbers as people write them, whatever a spreadsheet or Ditio made of them. */
    public Change {
        before = Numbers.plain(before);
        after = Numbers.plain(after);
    }

    /** Whether it goes to the endpoint for fuel. */
    boolean isFuel() {
        return Kind.FUEL.contains(field);
    }

    /** Such as {@code hourMeter: 1250.5 → 1300}. */
    @Override
    public String toString() {
        return field + ": " + text(before) + " → " + text(after);
    }

    private static String text(JsonNode value) {
        return Type.isEmpty(value) ? "(empty)" : Numbers.text(value);
    }
}
