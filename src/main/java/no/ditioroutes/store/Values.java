package no.ditioroutes.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.ditio.Instants;

/** The texts a record puts into the columns of a table; null where Ditio sent nothing. */
final class Values {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Table table;
    private final List<Column> columns;

    Values(Table table) {
        this.table = table;
        this.columns = table.columns();
    }

    String[] of(DitioRecord record) {
        boolean read = record.fields() == table.fields();
        String[] values = read ? record.values().clone() : new String[columns.size()];
        for (int place = 0; place < values.length; place++) {
            Column column = columns.get(place);
            String text = read ? values[place] : record.text(column.field());
            values[place] = value(record, column, text);
        }
        return values;
    }

    private static String value(DitioRecord record, Column column, String text) {
        // The id that decides everywhere else, so that the row cannot have another.
        String value = column.field().equals("id") ? record.id() : text;
        if (value == null || value.isEmpty()) {
            return null;
        }
        return switch (column.kind()) {
            case TEXT -> value;
            case TIME -> Instants.isEmpty(value) ? null : value;
            case JSON -> json(value, record.get(column.field()));
        };
    }

    /** Everything but a text is JSON already; a text needs its quotes back. */
    private static String json(String text, Object value) {
        try {
            return value instanceof String ? JSON.writeValueAsString(value) : text;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a text that was read does not write", e);
        }
    }
}
