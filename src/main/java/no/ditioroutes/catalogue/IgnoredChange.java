package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A change that Ditio took and did not store, as its answer showed.
 *
 * @param sent what was sent
 * @param kept what Ditio showed afterwards
 */
record IgnoredChange(String field, JsonNode sent, JsonNode kept) {

    /** Whether this change would be the same again: the same value for a field that is as Ditio left it. */
    boolean isSame(Type type, Change change, boolean shown) {
        return field.equals(change.field())
                && same(type, sent, change.after())
                && (!shown || same(type, kept, change.before()));
    }

    private static boolean same(Type type, JsonNode one, JsonNode other) {
        return Type.isEmpty(one) ? Type.isEmpty(other) : !Type.isEmpty(other) && type.isSame(one, other);
    }

    /** Returns why it was not stored, for people. */
    String reason() {
        String text = field + ": Ditio kept " + (Type.isEmpty(kept) ? "no value" : Numbers.text(kept));
        return sent.isNull()
                ? text + ": its API takes null for 'not mentioned'. Clear it in Ditio, or take the word out of the cell"
                : text + " in place of " + (Type.isEmpty(sent) ? "an empty text" : Numbers.text(sent));
    }
}
