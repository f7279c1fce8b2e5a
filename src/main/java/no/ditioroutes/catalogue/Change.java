package no.ditioroutes.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A field that is to get another value. A value that Ditio does not have is null. */
public record Change(String field, @JsonProperty("old") JsonNode before, @JsonProperty("new") JsonNode after) {

    /** Writes numbers as people do, whatever a spreadsheet or Ditio made of them. */
    public Change {
        before = Numbers.plain(before);
        after = Numbers.plain(after);
    }

    /**
     * A change that Ditio accepted and did not store, as its answer showed.
     *
     * @param kept what Ditio showed afterwards
     */
    record Ignored(String field, JsonNode sent, JsonNode kept) {

        /** Returns whether a change would be ignored again: the same value for a field that is as Ditio left it. */
        boolean isSame(FieldType type, Change change, boolean shown) {
            return field.equals(change.field())
                    && same(type, sent, change.after())
                    && (!shown || same(type, kept, change.before()));
        }

        private static boolean same(FieldType type, JsonNode one, JsonNode other) {
            return FieldType.isEmpty(one)
                    ? FieldType.isEmpty(other)
                    : !FieldType.isEmpty(other) && type.isSame(one, other);
        }

        /** Returns why it was not stored, for people. */
        String reason() {
            String text = field + ": Ditio kept " + (FieldType.isEmpty(kept) ? "no value" : Numbers.text(kept));
            return sent.isNull()
                    ? text
                            + ": its API takes null for 'not mentioned'. Clear it in Ditio, or take the word out of the cell"
                    : text + " in place of " + (FieldType.isEmpty(sent) ? "an empty text" : Numbers.text(sent));
        }
    }

    /**
     * Returns the changes that make an entry of Ditio what a row wants.
     *
     * @param entry missing if Ditio has none: then every value that is not empty is a change
     * @param unseen what was sent last of the fields that Ditio does not show
     */
    static List<Change> between(
            EntryKind kind, Map<String, JsonNode> wanted, JsonNode entry, Map<String, JsonNode> unseen) {
        List<Change> changes = new ArrayList<>();
        wanted.forEach((field, value) -> {
            JsonNode before = unseen.getOrDefault(field, entry.path(field));
            boolean isNew = entry.isMissingNode() && !FieldType.isEmpty(value);
            if (isNew || !kind.fields().get(field).isPresent(value, before)) {
                changes.add(new Change(field, before.isMissingNode() ? NullNode.getInstance() : before, value));
            }
        });
        return List.copyOf(changes);
    }

    /** Returns the changes that an answer contradicts; a field that it does not show is no contradiction. */
    static List<Change> contradicted(EntryKind kind, List<Change> changes, JsonNode answer) {
        return changes.stream()
                .filter(change -> answer.has(change.field()) && !change.isMade(kind, answer))
                .toList();
    }

    /** Returns whether an entry of Ditio has the new value. */
    boolean isMade(EntryKind kind, JsonNode entry) {
        return kind.fields().get(field).isPresent(after, entry.path(field));
    }

    /** Returns whether it goes to the endpoint for fuel. */
    boolean isFuel() {
        return EntryKind.FUEL.contains(field);
    }

    /** Returns the change in words, such as {@code hourMeter: 1250.5 → 1300}. */
    @Override
    public String toString() {
        return field + ": " + text(before) + " → " + text(after);
    }

    private static String text(JsonNode value) {
        return FieldType.isEmpty(value) ? "(empty)" : Numbers.text(value);
    }
}
