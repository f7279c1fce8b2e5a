package no.ditioroutes.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.csv.CsvRows;

/** Where rows come from: a file, the answer of a query, messages of a topic. */
public final class Rows {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The rows of a file. */
    public List<Row> ofFile(CsvFile file) {
        List<Row> rows = new ArrayList<>();
        try (CsvRows lines = file.rows()) {
            lines.forEachRemaining(line -> rows.add(row(file.columns(), line)));
        }
        return rows;
    }

    /** The rows of a query: its columns are named like the fields, in any case, with or without underscores. */
    public List<Row> ofMaps(List<Map<String, Object>> maps) {
        List<Row> rows = new ArrayList<>();
        for (Map<String, Object> map : maps) {
            Map<String, String> cells = new HashMap<>();
            map.forEach((name, value) -> cells.put(name, value == null ? "" : value.toString()));
            rows.add(new Row(rows.size() + 1L, cells, ""));
        }
        return rows;
    }

    /** The rows of messages, each a JSON object. */
    public List<Row> ofMessages(List<String> messages) {
        List<Row> rows = new ArrayList<>();
        for (String message : messages) {
            rows.addAll(ofMessage(rows.size() + 1L, message));
        }
        return rows;
    }

    private List<Row> ofMessage(long place, String message) {
        try {
            return ofMaps(List.of(JSON.readValue(message, new TypeReference<Map<String, Object>>() {}))).stream()
                    .map(row -> new Row(place, row.cells(), ""))
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of(new Row(place, Map.of(), "the message is no JSON object: " + e.getOriginalMessage()));
        }
    }

    private static Row row(List<String> columns, CsvRow line) {
        Map<String, String> cells = new HashMap<>();
        for (int column = 0; column < columns.size(); column++) {
            cells.put(columns.get(column), line.field(column));
        }
        return new Row(line.line(), cells, line.trouble());
    }
}
