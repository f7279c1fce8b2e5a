package no.ditioroutes.operate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import no.ditioroutes.stream.tables.Cursor;

/**
 * Where a stream stands, or a slice of a backfill beside it.
 *
 * @param stream the stream, or the name of the slice's cursor
 * @param mode {@code never ran}, {@code full} or {@code incremental}
 * @param since the start of the window; of the next one where none is open
 * @param until the end of the window that is open
 * @param open whether a window is open
 * @param pages the pages of that window that are stored
 * @param lagSeconds how far the stored data is behind now, up to where everything is stored; null where that is not known,
 *     as before the first load is done
 * @param lastChange when the cursor was last written
 * @param rejected the rejected records that wait to be replayed
 * @param lacks what the topics and further tables of the stream lack, in words
 */
public record StreamStatus(
        String stream,
        String mode,
        Instant since,
        Instant until,
        boolean open,
        int pages,
        Long lagSeconds,
        Instant lastChange,
        long upserted,
        long deleted,
        long rejected,
        List<String> lacks) {

    private static final String NEVER_RAN = "never ran";

    static StreamStatus neverRan(String stream, long rejected, List<String> lacks) {
        return new StreamStatus(stream, NEVER_RAN, null, null, false, 0, null, null, 0, 0, rejected, lacks);
    }

    static StreamStatus of(Cursor cursor, Optional<Instant> upTo, Instant now, long rejected, List<String> lacks) {
        return new StreamStatus(
                cursor.name(),
                cursor.mode().name().toLowerCase(Locale.ROOT),
                cursor.since(),
                cursor.until(),
                cursor.isOpen(),
                cursor.page(),
                upTo.map(time -> Math.max(0, Duration.between(time, now).toSeconds()))
                        .orElse(null),
                cursor.updatedAt(),
                cursor.upserted(),
                cursor.deleted(),
                rejected,
                lacks);
    }

    /** The position in words. */
    @JsonIgnore
    public String position() {
        if (mode.equals(NEVER_RAN)) {
            return "";
        }
        return open ? window() + ", page " + pages : window();
    }

    /** The lag in words, such as {@code 1h10m5s}; empty where it is not known. */
    @JsonIgnore
    public String lag() {
        return lagSeconds == null
                ? ""
                : Duration.ofSeconds(lagSeconds).toString().replace("PT", "").toLowerCase(Locale.ROOT);
    }

    private String window() {
        String start = since == null ? "everything" : "since " + since;
        return until == null ? start : start + " until " + until;
    }
}
