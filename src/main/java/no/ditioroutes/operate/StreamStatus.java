package no.ditioroutes.operate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import no.ditioroutes.store.Cursor;
import no.ditioroutes.store.Mode;

/**
 * Where a stream stands, or a slice of a backfill beside it.
 *
 * @param stream the stream, or the name of the slice's cursor
 * @param mode {@code never ran}, {@code full} or {@code incremental}
 * @param since the start of the window; of the next one where none is open
 * @param until the end of the window that is open
 * @param open whether a window is open
 * @param page the pages of that window that are stored
 * @param lagSeconds how long ago {@code since} was; null while the first load is not done
 * @param lastChange when the cursor was last written
 * @param rejects the records set aside that wait to be looked at
 * @param lacks what the topics and further tables of the stream lack, in words
 */
public record StreamStatus(
        String stream,
        String mode,
        Instant since,
        Instant until,
        boolean open,
        int page,
        Long lagSeconds,
        Instant lastChange,
        long upserted,
        long deleted,
        long rejects,
        List<String> lacks) {

    private static final String NEVER_RAN = "never ran";

    static StreamStatus neverRan(String stream, long rejects, List<String> lacks) {
        return new StreamStatus(stream, NEVER_RAN, null, null, false, 0, null, null, 0, 0, rejects, lacks);
    }

    static StreamStatus of(Cursor cursor, Instant now, long rejects, List<String> lacks) {
        boolean incremental = cursor.mode() == Mode.INCREMENTAL;
        return new StreamStatus(
                cursor.name(),
                cursor.mode().name().toLowerCase(Locale.ROOT),
                cursor.since(),
                cursor.until(),
                cursor.isOpen(),
                cursor.page(),
                incremental ? Duration.between(cursor.since(), now).toSeconds() : null,
                cursor.updatedAt(),
                cursor.upserted(),
                cursor.deleted(),
                rejects,
                lacks);
    }

    /** The position in words. */
    @JsonIgnore
    public String position() {
        if (mode.equals(NEVER_RAN)) {
            return "";
        }
        return open ? window() + ", page " + page : window();
    }

    private String window() {
        String start = since == null ? "everything" : "since " + since;
        return until == null ? start : start + " until " + until;
    }
}
