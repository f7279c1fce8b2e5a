package no.ditioroutes.stream.tables;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.ditioroutes.database.Jdbc;

/** Names the columns of a stream's table in statements. */
final class ColumnSql {

    static final String PAYLOAD = "payload";

    /** Whether row {@code s} is to replace row {@code t}: newer, or of the same time and not the same. */
    private static final String NEWS =
            """
            %1$s.%3$s < %2$s.%3$s or (%4$s is distinct from %5$s
                and (%1$s.%3$s = %2$s.%3$s or %1$s.%3$s is null or %2$s.%3$s is null))""";

    private ColumnSql() {}

    /** The table's own spelling of a column it must have. */
    static String column(Table table, String field) {
        return table.columns().stream()
                .filter(column -> column.field().equals(field))
                .map(column -> Jdbc.quote(column.name()))
                .findFirst()
                .orElseThrow();
    }

    static String id(Table table) {
        return column(table, "id");
    }

    static String modified(Table table) {
        return column(table, "modifiedDateTime");
    }

    /** All columns, the payload last. */
    static List<String> columns(Table table) {
        return Stream.concat(table.columns().stream().map(column -> Jdbc.quote(column.name())), Stream.of(PAYLOAD))
                .toList();
    }

    /** All columns, each in the form given, with commas between. */
    static String list(Table table, String form) {
        return columns(table).stream().map(column -> form.replace("?", column)).collect(Collectors.joining(", "));
    }

    /** The name of its stage: another set of columns is another one; a session keeps each for all its transactions. */
    static String stage(Table table) {
        return Jdbc.quote("ditio_stage_" + Integer.toHexString(table.name().hashCode())
                + Integer.toHexString(table.columns().hashCode()));
    }

    static String news(Table table, String stored, String coming, String payload) {
        return NEWS.formatted(
                stored, coming, modified(table), payload.replace("?", stored), payload.replace("?", coming));
    }
}
