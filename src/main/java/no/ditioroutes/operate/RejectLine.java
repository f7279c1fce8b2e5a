package no.ditioroutes.operate;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import no.ditioroutes.stream.tables.StoredReject;

/** A rejected record as it is shown and exported; {@code raw} is the original text. */
@JsonPropertyOrder({"id", "stream", "recordId", "reason", "firstSeen", "lastSeen", "seen", "raw"})
public record RejectLine(
        long id,
        String stream,
        String recordId,
        String reason,
        Instant firstSeen,
        Instant lastSeen,
        int seen,
        String raw) {

    public static RejectLine of(StoredReject stored) {
        return new RejectLine(
                stored.id(),
                stored.reject().stream(),
                stored.reject().recordId(),
                stored.reject().reason(),
                stored.firstSeen(),
                stored.lastSeen(),
                stored.seen(),
                stored.reject().raw());
    }
}
