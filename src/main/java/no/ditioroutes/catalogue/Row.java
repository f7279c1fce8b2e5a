package no.ditioroutes.catalogue;

import java.util.Map;
import java.util.TreeMap;
import no.ditioroutes.csv.CellText;
import no.ditioroutes.csv.ColumnNames;

/**
 * A row as its source gives it, whatever that is.
 *
 * @param line where it stands in its source, from 1
 * @param trouble why it cannot be read; empty where it can
 * @param decimals how its source writes numbers
 */
public record Row(long line, Map<String, String> cells, String trouble, DecimalMark decimals) {

    /** A row of a source that is no file: its numbers are written by a program. */
    public Row(long line, Map<String, String> cells, String trouble) {
        this(line, cells, trouble, DecimalMark.POINT);
    }

    public Row {
        Map<String, String> byName = new TreeMap<>();
        cells.forEach((name, cell) -> byName.put(plain(name), cell == null ? "" : CellText.trim(cell)));
        cells = byName;
    }

    /** A cell by the name of its field, however the source writes that; empty where there is none. */
    String cell(String field) {
        return cells.getOrDefault(plain(field), "");
    }

    /** The same with the cells of a later one in their places, where those are not empty. */
    Row with(Row later) {
        Map<String, String> both = new TreeMap<>(cells);
        later.cells.forEach(
                (name, cell) -> both.merge(name, cell, (before, after) -> after.isEmpty() ? before : after));
        return new Row(later.line, both, "", later.decimals);
    }

    /** A cell that is an id or a word of a list, see {@link CellText#code}; empty if there is none. */
    String code(String field) {
        return CellText.code(cell(field));
    }

    /** Case, blanks, underscores and hyphens make no difference: databases and people write names in their own way. */
    static String plain(String name) {
        return ColumnNames.plain(name);
    }
}
