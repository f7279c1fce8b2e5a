package no.ditioroutes.catalogue;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.ditioroutes.csv.CellText;
import no.ditioroutes.csv.ColumnNames;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.CsvRow;
import no.ditioroutes.csv.CsvRows;

/**
 * A row of a file, of a query or of a topic.
 *
 * @param line its place in the source, from 1
 * @param problem why it cannot be read; empty if it can
 * @param decimals how its source writes numbers
 */
record CatalogueRow(long line, Map<String, String> cells, String problem, DecimalMark decimals) {

    /** The character that the numbers of a source have before their decimals. */
    enum DecimalMark {
        /** A point, as Ditio, databases and programs write numbers. */
        POINT,
        /** A comma, as Norwegian spreadsheets write numbers. */
        COMMA,
        /** Either, since the source does not show which. */
        UNKNOWN;

        /**
         * Returns the mark that goes with the separator of a file: a spreadsheet separates cells by semicolons where commas
         * separate decimals, and by tabs everywhere.
         */
        static DecimalMark of(char separator) {
            return switch (separator) {
                case ',' -> POINT;
                case ';' -> COMMA;
                default -> UNKNOWN;
            };
        }
    }

    CatalogueRow {
        Map<String, String> byName = new TreeMap<>();
        cells.forEach((name, cell) -> byName.put(plain(name), cell == null ? "" : CellText.trim(cell)));
        cells = byName;
    }

    /** Returns the rows of a table in a file. */
    static List<CatalogueRow> ofFile(CsvFile file) {
        List<CatalogueRow> rows = new ArrayList<>();
        try (CsvRows lines = file.rows()) {
            lines.forEachRemaining(line -> rows.add(ofLine(file, line)));
        }
        return rows;
    }

    /** Returns the rows of a query. Its columns are named like the fields, in any case, with or without underscores. */
    static List<CatalogueRow> ofQuery(List<Map<String, Object>> maps) {
        List<CatalogueRow> rows = new ArrayList<>();
        maps.forEach(map -> rows.add(ofMap(rows.size() + 1L, map)));
        return rows;
    }

    /**
     * Returns the rows of messages, each the fields of an entry or some of them. Several messages about one entry become one
     * row, in which the later message counts.
     *
     * @param messages a map each; anything else says why the message cannot be read
     */
    static List<CatalogueRow> ofMessages(EntryKind kind, List<?> messages) {
        Map<Object, CatalogueRow> rows = new LinkedHashMap<>();
        for (int place = 1; place <= messages.size(); place++) {
            if (messages.get(place - 1) instanceof Map<?, ?> fields) {
                CatalogueRow row = ofMap(place, fields);
                rows.merge(row.names(kind), row, CatalogueRow::with);
            } else {
                String why = String.valueOf(messages.get(place - 1))
                        .lines()
                        .findFirst()
                        .orElse("");
                String problem = "the message is not a JSON object: " + why;
                rows.put(place, new CatalogueRow(place, Map.of(), problem, DecimalMark.POINT));
            }
        }
        return List.copyOf(rows.values());
    }

    private static CatalogueRow ofMap(long line, Map<?, ?> map) {
        Map<String, String> cells = new HashMap<>();
        map.forEach((name, value) -> cells.put(name.toString(), text(value)));
        return new CatalogueRow(line, cells, "", DecimalMark.POINT);
    }

    private static String text(Object value) {
        if (value instanceof Timestamp time) {
            return time.toInstant().toString();
        }
        return value == null ? "" : value.toString();
    }

    private static CatalogueRow ofLine(CsvFile file, CsvRow line) {
        List<String> columns = file.names();
        Map<String, String> cells = new HashMap<>();
        for (int column = 0; column < columns.size(); column++) {
            if (!columns.get(column).isEmpty()) {
                cells.put(columns.get(column), line.text(column));
            }
        }
        return new CatalogueRow(line.line(), cells, problem(line), DecimalMark.of(file.separator()));
    }

    /** Accepts a last row that lacks nothing but its line end: a catalogue is compared again with the next file. */
    private static String problem(CsvRow line) {
        return line.isUnended() && line.isShort()
                ? "the file may be cut short: this last line has no line end and fewer fields than the header. Give the"
                        + " complete file again, or end the line"
                : line.trouble();
    }

    /** Returns a cell by the name of its field, however the source writes that; empty if there is none. */
    String cell(String field) {
        return cells.getOrDefault(plain(field), "");
    }

    /** Returns a cell that is an id or a word of a list, see {@link CellText#code}; empty if there is none. */
    String code(String field) {
        return CellText.code(cell(field));
    }

    boolean hasColumn(String field) {
        return cells.containsKey(plain(field));
    }

    /** Returns the row with the cells of a later one in their places, unless those are empty. */
    private CatalogueRow with(CatalogueRow later) {
        Map<String, String> both = new TreeMap<>(cells);
        later.cells.forEach(
                (name, cell) -> both.merge(name, cell, (before, after) -> after.isEmpty() ? before : after));
        return new CatalogueRow(later.line, both, "", later.decimals);
    }

    /** Returns the cells that identify the entry. */
    private List<String> names(EntryKind kind) {
        return List.of(
                cell("companyId"),
                kind == EntryKind.WORK_ORDERS ? cell("projectNumber") : "",
                cell(kind.numberField()));
    }

    /** Returns a name without case, blanks, underscores and hyphens, which databases and people use in their own way. */
    static String plain(String name) {
        return ColumnNames.plain(name);
    }
}
