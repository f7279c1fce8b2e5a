package no.ditioroutes.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.ditioroutes.stream.tables.GoneRow;

/**
 * The rows that Ditio no longer has, as found by a reconciling load.
 *
 * <p>Each is deleted as of its own version, so no clock is involved: a row that was in the table before the first page
 * and is on none of the pages was either removed or moved by a newer version, and a newer version overrides such a
 * deletion whenever it arrives.
 *
 * <p>The tombstones are created here, not by Ditio, and pass through the stream's route like Ditio's own: {@code {"id":
 * "…", "isDeleted": true, "deletedDateTime": "…"}}.
 */
public final class GoneRows {

    private static final int PAGE = 500;
    private static final int FEW = 100;
    private static final int MOST_PERCENT = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<GoneRow> rows;
    private final long outOf;

    /**
     * Accepts the rows that are gone.
     *
     * @param outOf number of rows in the window
     */
    public GoneRows(List<GoneRow> rows, long outOf) {
        this.rows = rows;
        this.outOf = outOf;
    }

    public int count() {
        return rows.size();
    }

    /** Returns the number of rows in the window. */
    public long outOf() {
        return outOf;
    }

    public List<String> ids() {
        return rows.stream().map(GoneRow::id).toList();
    }

    /** Returns whether they are too many to remove without confirmation: over 100, and over 20 % of the window. */
    public boolean areMany() {
        return count() > FEW && count() * 100L > outOf * MOST_PERCENT;
    }

    /**
     * Returns their tombstones, page by page.
     *
     * @param otherwise deletion time for a row that has no version
     */
    public List<List<String>> tombstones(Instant otherwise) {
        List<List<String>> pages = new ArrayList<>();
        for (int start = 0; start < rows.size(); start += PAGE) {
            List<GoneRow> page = rows.subList(start, Math.min(start + PAGE, rows.size()));
            pages.add(page.stream().map(row -> tombstone(row, otherwise)).toList());
        }
        return pages;
    }

    private static String tombstone(GoneRow row, Instant otherwise) {
        Instant at = row.version() == null ? otherwise : row.version();
        Map<String, Object> tombstone = new LinkedHashMap<>();
        tombstone.put("id", row.id());
        tombstone.put("isDeleted", true);
        tombstone.put("deletedDateTime", at.toString());
        try {
            return JSON.writeValueAsString(tombstone);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tombstone that does not become JSON", e);
        }
    }
}
