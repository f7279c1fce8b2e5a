package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import no.ditioroutes.ditio.DitioInstants;

/** The type of a field: says how a cell becomes a value, and when two values are the same. */
enum FieldType {
    TEXT("a text") {
        @Override
        List<JsonNode> read(String cell, CatalogueRow.DecimalMark mark) {
            return List.of(TextNode.valueOf(Normalizer.normalize(cell, Normalizer.Form.NFC)));
        }

        @Override
        JsonNode cleared() {
            // Where Ditio documents it, null means "not mentioned" and only the empty text clears.
            return TextNode.valueOf("");
        }

        @Override
        boolean isSame(JsonNode one, JsonNode other) {
            return text(one).equals(text(other));
        }
    },
    NUMBER("a number such as 1250.5") {
        @Override
        List<JsonNode> read(String cell, CatalogueRow.DecimalMark mark) {
            return Numbers.readings(cell, mark).stream()
                    .<JsonNode>map(DecimalNode::valueOf)
                    .toList();
        }

        @Override
        boolean isSame(JsonNode one, JsonNode other) {
            Optional<BigDecimal> number = Numbers.value(other);
            return number.isPresent()
                    && Numbers.value(one)
                            .filter(a -> a.compareTo(number.get()) == 0)
                            .isPresent();
        }
    },
    INTEGER("a whole number") {
        @Override
        List<JsonNode> read(String cell, CatalogueRow.DecimalMark mark) {
            return Numbers.readings(cell, mark).stream()
                    .filter(number -> number.scale() <= 0 && number.precision() < LONGEST_INTEGER)
                    .<JsonNode>map(number -> JsonNodeFactory.instance.numberNode(number.intValueExact()))
                    .toList();
        }

        @Override
        boolean isSame(JsonNode one, JsonNode other) {
            return NUMBER.isSame(one, other);
        }
    },
    FLAG("true or false") {
        @Override
        List<JsonNode> read(String cell, CatalogueRow.DecimalMark mark) {
            String word = cell.toLowerCase(Locale.ROOT);
            return TRUE.contains(word) || FALSE.contains(word)
                    ? List.of(BooleanNode.valueOf(TRUE.contains(word)))
                    : List.of();
        }

        @Override
        boolean isSame(JsonNode one, JsonNode other) {
            return one.asBoolean() == other.asBoolean();
        }
    },
    /** Ditio's documents disagree on what such a field holds, so both are sent as they stand; 1 is read as a number. */
    NUMBER_OR_FLAG("a number such as 1250.5, or true or false") {
        @Override
        List<JsonNode> read(String cell, CatalogueRow.DecimalMark mark) {
            List<JsonNode> numbers = NUMBER.read(cell, mark);
            return numbers.isEmpty() ? FLAG.read(cell, mark) : numbers;
        }

        @Override
        boolean isSame(JsonNode one, JsonNode other) {
            return NUMBER.isSame(one, other);
        }
    },
    TIME("a date or a time such as 2026-06-01 or 2026-06-01T12:00:00Z") {
        @Override
        List<JsonNode> read(String cell, CatalogueRow.DecimalMark mark) {
            return DitioInstants.parse(cell).stream()
                    .<JsonNode>map(instant -> TextNode.valueOf(instant.toString()))
                    .toList();
        }

        @Override
        boolean isSame(JsonNode one, JsonNode other) {
            return DitioInstants.parse(one.asText()).equals(DitioInstants.parse(other.asText()));
        }
    };

    /** More digits than this may be more than an int holds. */
    private static final int LONGEST_INTEGER = 10;

    private static final Set<String> TRUE = Set.of("true", "1", "yes", "ja", "sann");
    private static final Set<String> FALSE = Set.of("false", "0", "no", "nei", "usann");

    private final String words;

    FieldType(String words) {
        this.words = words;
    }

    /**
     * Returns the values that a cell may mean, which is not empty: none if it is no such value, several if it is
     * ambiguous.
     */
    abstract List<JsonNode> read(String cell, CatalogueRow.DecimalMark mark);

    /** Returns whether two values mean the same; neither is empty. */
    abstract boolean isSame(JsonNode one, JsonNode other);

    /** Returns what is sent to clear a field. */
    JsonNode cleared() {
        return NullNode.getInstance();
    }

    /** Returns what a cell is expected to hold, such as "a whole number". */
    String words() {
        return words;
    }

    /** Returns whether nothing needs to be sent for Ditio to have this value. Null, empty and absent are the same. */
    final boolean isPresent(JsonNode wanted, JsonNode present) {
        if (isEmpty(present)) {
            // A flag that Ditio does not show is as good as false.
            return isEmpty(wanted) || (wanted.isBoolean() && !wanted.asBoolean());
        }
        return !isEmpty(wanted) && isSame(wanted, present);
    }

    /** Returns whether a value is missing, null or an empty text. */
    static boolean isEmpty(JsonNode value) {
        boolean emptyText =
                value.isTextual() && DitioInstants.isEmpty(value.asText().strip());
        return value.isMissingNode() || value.isNull() || emptyText;
    }

    private static String text(JsonNode value) {
        return Normalizer.normalize(value.asText(), Normalizer.Form.NFC).strip();
    }
}
