package no.ditioroutes.stream.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import no.ditioroutes.database.Dialect;
import no.ditioroutes.database.RowWriter;
import no.ditioroutes.ditio.DitioInstants;
import no.ditioroutes.ditio.DitioRecord;

/** The texts a record puts into the columns of a table; null if Ditio sent nothing. */
final class ColumnValues {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Table table;
    private final List<Column> columns;

    /** Index of each column's field among the fields that were read. */
    private final int[] places;

    ColumnValues(Table table) {
        this.table = table;
        this.columns = table.columns();
        this.places = columns.stream()
                .mapToInt(column -> table.fields().place(column.field()))
                .toArray();
    }

    /** Copies records into a table that has these columns, followed by the payload. */
    void copy(Connection connection, Dialect dialect, String stage, List<DitioRecord> records) throws SQLException {
        dialect.copy(connection, stage, ColumnSql.columns(table), rows -> {
            for (DitioRecord record : records) {
                write(record, rows);
            }
        });
    }

    private void write(DitioRecord record, RowWriter rows) throws SQLException {
        String[] values = of(record);
        for (int at = 0; at < values.length; at++) {
            if (columns.get(at).kind() == Column.Kind.JSON) {
                rows.json(values[at]);
            } else {
                rows.text(values[at]);
            }
        }
        rows.json(record.page(), record.from(), record.to());
        rows.end();
    }

    String[] of(DitioRecord record) {
        boolean read = record.fields() == table.fields();
        String[] values = new String[columns.size()];
        for (int at = 0; at < values.length; at++) {
            Column column = columns.get(at);
            String text = read ? record.values()[places[at]] : record.text(column.field());
            values[at] = value(record, column, text);
        }
        return values;
    }

    private static String value(DitioRecord record, Column column, String text) {
        // Use the id that decides everywhere else, so that the row cannot have a different one.
        String value = column.field().equals("id") ? record.id() : text;
        if (value == null || value.isEmpty()) {
            return column.isDeletedFlag() ? "false" : null;
        }
        return switch (column.kind()) {
            case TEXT -> value;
            case TIME -> DitioInstants.isEmpty(value) ? null : value;
            case JSON -> json(value, record.get(column.field()));
        };
    }

    /** Returns a field as JSON: all values but texts are JSON already; a text needs its quotes. */
    private static String json(String text, Object value) {
        try {
            return value instanceof String ? JSON.writeValueAsString(value) : text;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a text that was read does not write", e);
        }
    }
}
