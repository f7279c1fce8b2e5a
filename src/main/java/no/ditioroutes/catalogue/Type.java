package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import no.ditioroutes.ditio.Instants;

/** What a field holds: how a cell becomes a value, and when two values are the same. */
enum Type {
    TEXT("a text") {
        @Override
        Optional<JsonNode> read(String cell) {
            return Optional.of(TextNode.valueOf(Normalizer.normalize(cell, Normalizer.Form.NFC)));
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
        Optional<JsonNode> read(String cell) {
            return number(cell).map(DecimalNode::valueOf);
        }

        @Override
        boolean isSame(JsonNode one, JsonNode other) {
            return number(one.asText())
                    .flatMap(a -> number(other.asText()).map(b -> a.compareTo(b) == 0))
                    .orElse(false);
        }
    },
    INTEGER("a whole number") {
        @Override
        Optional<JsonNode> read(String cell) {
            return number(cell)
                    .map(BigDecimal::stripTrailingZeros)
                    .filter(number -> number.scale() <= 0 && number.precision() - number.scale() < 10)
                    .map(number -> JsonNodeFactory.instance.numberNode(number.intValueExact()));
        }

        @Override
        boolean isSame(JsonNode one, JsonNode other) {
            return NUMBER.isSame(one, other);
        }
    },
    FLAG("true or false") {
        @Override
        Optional<JsonNode> read(String cell) {
            String word = cell.toLowerCase(Locale.ROOT);
            return TRUE.contains(word) || FALSE.contains(word)
                    ? Optional.of(BooleanNode.valueOf(TRUE.contains(word)))
                    : Optional.empty();
        }

        @Override
        boolean isSame(JsonNode one, JsonNode other) {
            return one.asBoolean() == other.asBoolean();
        }
    },
    TIME("a date or a time such as 2026-06-01 or 2026-06-01T12:00:00Z") {
        @Override
        Optional<JsonNode> read(String cell) {
            return Instants.parse(cell).map(instant -> TextNode.valueOf(instant.toString()));
        }

        @Override
        boolean isSame(JsonNode one, JsonNode other) {
            return Instants.parse(one.asText()).equals(Instants.parse(other.asText()));
        }
    };

    private static final Set<String> TRUE = Set.of("true", "1", "yes", "ja", "sann");
    private static final Set<String> FALSE = Set.of("false", "0", "no", "nei", "usann");

    private final String words;

    Type(String words) {
        this.words = words;
    }

    /** The value of a cell that is not empty; nothing where it cannot be one. */
    abstract Optional<JsonNode> read(String cell);

    /** Whether two values mean the same; neither is empty. */
    abstract boolean isSame(JsonNode one, JsonNode other);

    /** What is sent to clear a field. */
    JsonNode cleared() {
        return NullNode.getInstance();
    }

    /** Such as "a whole number". */
    String words() {
        return words;
    }

    /** Whether nothing needs to be sent for Ditio to have this value. Null, empty and absent are the same. */
    final boolean isThere(JsonNode wanted, JsonNode there) {
        if (isEmpty(there)) {
            // A flag that Ditio does not show is as good as false.
            return isEmpty(wanted) || (this == FLAG && !wanted.asBoolean());
        }
        return !isEmpty(wanted) && isSame(wanted, there);
    }

    static boolean isEmpty(JsonNode value) {
        boolean emptyText = value.isTextual() && Instants.isEmpty(value.asText().strip());
        return value.isMissingNode() || value.isNull() || emptyText;
    }

    private static String text(JsonNode value) {
        return Normalizer.normalize(value.asText(), Normalizer.Form.NFC).strip();
    }

    /** A comma is read as a point where there is no other, as Norwegian spreadsheets write it. */
    private static Optional<BigDecimal> number(String text) {
        String plain = text.matches("[^.,]*,[^.,]*") ? text.replace(',', '.') : text;
        try {
            return Optional.of(new BigDecimal(plain.replaceAll("[ \u00A0\u202F]", "")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
