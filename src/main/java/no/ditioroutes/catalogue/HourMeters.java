package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Hour meters never go down, unless the user says so.
 *
 * @param mayGoDown whether he does
 */
record HourMeters(boolean mayGoDown) {

    private static final String FIELD = "hourMeter";

    /** Why a field must not get this value; empty where it may. */
    String objection(String field, JsonNode value, JsonNode there) {
        JsonNode before = there.path(FIELD);
        boolean down = FIELD.equals(field)
                && before.isNumber()
                && value.isNumber()
                && value.decimalValue().compareTo(before.decimalValue()) < 0;
        return down && !mayGoDown
                ? "hourMeter would go down from " + Numbers.text(before) + " to " + Numbers.text(value)
                        + "; if that is right: --allow-lower-hours"
                : "";
    }
}
