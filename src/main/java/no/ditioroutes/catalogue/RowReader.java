package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a row by what it says itself, whatever Ditio has. */
final class RowReader {

    private final Kind kind;
    private final String companyId;
    private final Cells cells;

    RowReader(Kind kind, Settings settings) {
        this.kind = kind;
        this.companyId = settings.companyId();
        this.cells = new Cells(kind, settings);
    }

    /** The key of a row, as far as it has one. */
    Key key(Row row) {
        return new Key(
                row.code("companyId").isEmpty() ? companyId : row.code("companyId"),
                kind == Kind.WORK_ORDERS ? row.code("projectNumber") : "",
                row.code(kind.numberField()));
    }

    /** Makes sure that the key of a row is whole. */
    void checkKey(Row row) throws Blocked {
        if (!row.trouble().isEmpty()) {
            throw new Blocked(row.trouble());
        }
        Key key = key(row);
        require(row, kind.numberField(), key.number(), "");
        require(row, "companyId", key.company(), ", and DITIO_COMPANY_ID is not set");
        if (kind == Kind.WORK_ORDERS) {
            require(row, "projectNumber", key.project(), "");
        }
    }

    /** The values of a row by their fields. */
    Map<String, JsonNode> values(Row row) throws Blocked {
        return cells.read(row);
    }

    /** Why rows are refused as a whole; empty where at least half of them can be read. */
    String objection(List<Row> rows) {
        long bad = 0;
        String first = "";
        for (Row row : rows) {
            try {
                checkKey(row);
                values(row);
            } catch (Blocked e) {
                first = bad++ == 0 ? "line " + row.line() + ": " + e.getMessage() : first;
            }
        }
        return bad * 2 > rows.size()
                ? String.format(
                        Locale.ROOT,
                        "%,d of its %,d rows are bad, more than half. The first is %s",
                        bad,
                        rows.size(),
                        first)
                : "";
    }

    private static void require(Row row, String field, String value, String more) throws Blocked {
        CellTexts.checkVisible(field, value);
        if (value.isEmpty()) {
            throw new Blocked(field + (row.cells().containsKey(Row.plain(field)) ? " is empty" : " is missing") + more);
        }
    }
}
