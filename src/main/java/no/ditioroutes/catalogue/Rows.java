package no.ditioroutes.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.ditioroutes.csv.BadFile;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.csv.CsvRows;

/** Where rows come from: a file, the answer of a query, messages of a topic. */
public final class Rows {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Returns the rows of a file.
     *
     * @param kind such as {@code machines}
     * @throws BadFile if the file has a column twice that says something of an entry
     */
    public List<Row> ofFile(String kind, CsvFile file) throws BadFile {
        for (String column : Planner.columns(Kind.named(kind))) {
            file.column(column);
        }
        return ofFile(file);
    }

    /** Returns the rows of any table. */
    public List<Row> ofFile(CsvFile file) {
        List<Row> rows = new ArrayList<>();
        try (CsvRows lines = file.rows()) {
            lines.forEachRemaining(line -> rows.add(row(file, line)));
        }
        return rows;
    }

    /** The rows of a query: its columns are named like the fields, in any case, with or without underscores. */
    public List<Row> ofMaps(List<Map<String, Object>> maps) {
        List<Row> rows = new ArrayList<>();
        for (Map<String, Object> map : maps) {
            Map<String, String> cells = new HashMap<>();
            map.forEach((name, value) -> cells.put(name, text(value)));
            rows.add(new Row(rows.size() + 1L, cells, ""));
        }
        return rows;
    }

    private static String text(Object value) {
        if (value instanceof Timestamp time) {
            return time.toInstant().toString();
        }
        return value == null ? "" : value.toString();
    }

    /**
     * The rows of messages, each a JSON object with a row or a part of one. What several say of one entry becomes one row,
     * in which the later message counts.
     */
    public List<Row> ofMessages(String kind, List<String> messages) {
        Map<Object, Row> rows = new LinkedHashMap<>();
        for (int place = 1; place <= messages.size(); place++) {
            Row row = ofMessage(place, messages.get(place - 1));
            rows.merge(row.trouble().isEmpty() ? names(Kind.named(kind), row) : place, row, Row::with);
        }
        return List.copyOf(rows.values());
    }

    private static Row ofMessage(long place, String message) {
        try {
            JsonNode fields = JSON.readTree(message == null ? "null" : message);
            if (fields.isObject()) {
                Map<String, String> cells = new HashMap<>();
                fields.properties().forEach(field -> cells.put(field.getKey(), text(field.getValue())));
                return new Row(place, cells, "");
            }
            return new Row(place, Map.of(), "the message is no JSON object");
        } catch (JsonProcessingException e) {
            return new Row(place, Map.of(), "the message is no JSON object: " + e.getOriginalMessage());
        }
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
    }

    /** The cells that tell which entry a row is about. */
    private static List<String> names(Kind kind, Row row) {
        return List.of(
                row.cell("companyId"),
                kind == Kind.WORK_ORDERS ? row.cell("projectNumber") : "",
                row.cell(kind.numberField()));
    }

    private static Row row(CsvFile file, CsvRow line) {
        List<String> columns = file.names();
        Map<String, String> cells = new HashMap<>();
        for (int column = 0; column < columns.size(); column++) {
            if (!columns.get(column).isEmpty()) {
                cells.put(columns.get(column), line.text(column));
            }
        }
        return new Row(line.line(), cells, trouble(line), DecimalMark.of(file.separator()));
    }

    /** A last row that lacks nothing but its line end counts: a catalogue is compared anew with the next file. */
    private static String trouble(CsvRow line) {
        return line.isUnended() && line.isShort()
                ? "the file may be cut short: this last line has no line end and fewer fields than the header. Give the"
                        + " complete file again, or end the line"
                : line.trouble();
    }
}
