package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads numbers as people and programs write them, and writes them as people do. */
final class Numbers {

    private static final int LONGEST = 40;
    private static final int LONGEST_EXPONENT = 100;

    private static final Pattern SPACES = Pattern.compile("[ \\u00A0\\u2009\\u202F]");
    private static final Pattern POINT = decimals("\\.", ",");
    private static final Pattern COMMA = decimals(",", "\\.");

    private Numbers() {}

    /** Returns the pattern of a number with this decimal mark; the other mark or a space may separate thousands. */
    private static Pattern decimals(String mark, String other) {
        String grouped = "[1-9]\\d{0,2}(?:(?:" + other + "\\d{3})+|(?: \\d{3})+)(?:" + mark + "\\d*)?";
        String plain = "(?:\\d+(?:" + mark + "\\d*)?|" + mark + "\\d+)(?:[eE][+-]?\\d{1,2})?";
        return Pattern.compile("[+-]?(?:" + grouped + "|" + plain + ")");
    }

    /**
     * Returns what a text may mean: nothing if it is not a number, and two values if one mark can be that of the
     * decimals or of the thousands, as in {@code 22,000}. A mark with which the source writes its decimals has one meaning.
     */
    static List<BigDecimal> readings(String text, CatalogueRow.DecimalMark mark) {
        String plain = SPACES.matcher(text).replaceAll(" ").strip().replace('\u2212', '-');
        Optional<BigDecimal> point = read(plain, POINT, ",");
        Optional<BigDecimal> comma = read(plain, COMMA, ".");
        if (point.isEmpty() || comma.isEmpty() || point.equals(comma)) {
            return Stream.concat(point.stream(), comma.stream()).distinct().toList();
        }
        boolean hasComma = plain.contains(",");
        BigDecimal decimal = hasComma ? comma.get() : point.get();
        BigDecimal grouped = hasComma ? point.get() : comma.get();
        return mark == (hasComma ? CatalogueRow.DecimalMark.COMMA : CatalogueRow.DecimalMark.POINT)
                ? List.of(decimal)
                : List.of(grouped, decimal);
    }

    private static Optional<BigDecimal> read(String text, Pattern form, String thousands) {
        return text.length() <= LONGEST && form.matcher(text).matches()
                ? Optional.of(plain(new BigDecimal(
                        text.replace(thousands, "").replace(" ", "").replace(',', '.'))))
                : Optional.empty();
    }

    /** Returns the value of a number, of a flag as 1 or 0, or of a text that is a number in Ditio's own form. */
    static Optional<BigDecimal> value(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(node.decimalValue());
        }
        if (node.isBoolean()) {
            return Optional.of(node.asBoolean() ? BigDecimal.ONE : BigDecimal.ZERO);
        }
        return read(node.asText().strip(), POINT, ",");
    }

    /** Returns a number without an exponent and without zeros at its end; anything else as it is. */
    static JsonNode plain(JsonNode node) {
        return node.isFloatingPointNumber() && Double.isFinite(node.doubleValue())
                ? DecimalNode.valueOf(plain(node.decimalValue()))
                : node;
    }

    /** Returns a value for a message: numbers as people write them. */
    static String text(JsonNode node) {
        JsonNode plain = plain(node);
        return plain.isBigDecimal() && Math.abs(plain.decimalValue().scale()) <= LONGEST_EXPONENT
                ? plain.decimalValue().toPlainString()
                : plain.asText();
    }

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        boolean hasExponent = stripped.scale() < 0 && stripped.scale() >= -LONGEST_EXPONENT;
        return hasExponent ? stripped.setScale(0) : stripped;
    }
}
