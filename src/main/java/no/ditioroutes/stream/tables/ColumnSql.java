package no.ditioroutes.stream.tables;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.ditioroutes.database.Jdbc;

/** Builds the parts of statements that name the columns of a stream's table. */
final class ColumnSql {

    static final String PAYLOAD = "payload";

    /** Condition on which row {@code s} replaces row {@code t}: newer, or of the same time but different. */
    private static final String NEWS =
            """
            %1$s.%3$s < %2$s.%3$s or (%4$s is distinct from %5$s
                and (%1$s.%3$s = %2$s.%3$s or %1$s.%3$s is null or %2$s.%3$s is null))""";

    private ColumnSql() {}

    /** Returns the table's own spelling of a required column. */
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

    /** Returns all columns, the payload last. */
    static List<String> columns(Table table) {
        return Stream.concat(table.columns().stream().map(column -> Jdbc.quote(column.name())), Stream.of(PAYLOAD))
                .toList();
    }

    /** Returns all columns, each in the form given, separated by commas. */
    static String list(Table table, String form) {
        return columns(table).stream().map(column -> form.replace("?", column)).collect(Collectors.joining(", "));
    }

    /**
     * Returns the name of the stage table, one for each set of columns; a session keeps it for all its transactions.
     */
    static String stage(Table table) {
        return Jdbc.quote("ditio_stage_" + Integer.toHexString(table.name().hashCode())
                + Integer.toHexString(table.columns().hashCode()));
    }

    static String news(Table table, String stored, String coming, String payload) {
        return NEWS.formatted(
                stored, coming, modified(table), payload.replace("?", stored), payload.replace("?", coming));
    }
}
