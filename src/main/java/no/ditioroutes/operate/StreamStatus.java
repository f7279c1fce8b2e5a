package no.ditioroutes.operate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import no.ditioroutes.stream.tables.Cursor;

/**
 * The status of a stream, or of a slice of a backfill.
 *
 * @param stream the stream, or the name of the slice's cursor
 * @param mode {@code never ran}, {@code full} or {@code incremental}
 * @param since the start of the open window; of the next one if none is open
 * @param until the end of the open window
 * @param open whether a window is open
 * @param pages number of stored pages of that window
 * @param lagSeconds age in seconds of the time up to which everything is stored; null if that time is not known, as
 *     before the first load is done
 * @param lastChange when the cursor was last written
 * @param rejected number of rejected records that wait to be replayed
 * @param lacks descriptions of what the topics and further tables of the stream lack
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

    /** Returns a description of the position. */
    @JsonIgnore
    public String position() {
        if (mode.equals(NEVER_RAN)) {
            return "";
        }
        return open ? window() + ", page " + pages : window();
    }

    /** Returns the lag as text, such as {@code 1h10m5s}; empty if it is not known. */
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
