package no.ditioroutes.telematics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A snapshot of what Ditio showed of a project before a request: it proves afterwards whether the request arrived.
 *
 * <p>A request is assumed to be stored entirely or not at all; no source says otherwise.
 *
 * @param newest of what Ditio had
 * @param totals Ditio's totals by state over the days of the request; null if they were not asked for
 */
record PreSendSnapshot(Newest newest, LatestTimestampKind kind, JsonNode totals) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The time of the newest interval that Ditio's latest timestamp is. No source documents it; the answers after a request
     * of known content show it.
     */
    enum LatestTimestampKind {
        UNKNOWN,
        START,
        END
    }

    /** A verdict on whether a request arrived whose answer was lost. */
    enum DeliveryVerdict {
        ARRIVED,
        ABSENT,
        UNKNOWN
    }

    /** The newest start and the newest end of some intervals; null if there is none. */
    record Newest(Instant start, Instant end) {

        /** Returns whether both are the same, as in Ditio's answer, which is one time. */
        boolean isOneTime() {
            return Objects.equals(start, end);
        }

        Newest with(Newest other) {
            return new Newest(later(start, other.start), later(end, other.end));
        }

        private static Instant later(Instant one, Instant other) {
            return one == null || (other != null && other.isAfter(one)) ? other : one;
        }
    }

    /** Returns whether the latest timestamp will prove if a request of these arrived. */
    boolean isProvenByLatest(Newest request) {
        Set<Optional<Instant>> after = latest(newest.with(request));
        after.retainAll(latest(newest));
        return after.isEmpty();
    }

    /** Returns what the latest timestamp of now proves of a request. */
    DeliveryVerdict byLatest(Newest request, Optional<Instant> now) {
        boolean fitsAbsent = latest(newest).contains(now);
        boolean fitsArrived = latest(newest.with(request)).contains(now);
        if (fitsAbsent == fitsArrived) {
            return DeliveryVerdict.UNKNOWN;
        }
        return fitsArrived ? DeliveryVerdict.ARRIVED : DeliveryVerdict.ABSENT;
    }

    /** Returns what the latest timestamp may be. */
    private Set<Optional<Instant>> latest(Newest of) {
        Set<Optional<Instant>> possible = new HashSet<>();
        if (kind != LatestTimestampKind.END) {
            possible.add(Optional.ofNullable(of.start()));
        }
        if (kind != LatestTimestampKind.START) {
            possible.add(Optional.ofNullable(of.end()));
        }
        return possible;
    }

    String toJson() {
        ObjectNode node = JSON.createObjectNode();
        node.put("start", text(newest.start())).put("end", text(newest.end())).put("meaning", kind.name());
        return node.set("totals", totals).toString();
    }

    static PreSendSnapshot fromJson(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            Newest newest = new Newest(instant(node.path("start")), instant(node.path("end")));
            JsonNode totals = node.path("totals");
            return new PreSendSnapshot(
                    newest,
                    LatestTimestampKind.valueOf(node.path("meaning").asText()),
                    totals.isContainerNode() ? totals : null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the ledger's note of what Ditio showed is not JSON: " + json, e);
        }
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static Instant instant(JsonNode text) {
        return text.isTextual() ? Instant.parse(text.textValue()) : null;
    }
}
