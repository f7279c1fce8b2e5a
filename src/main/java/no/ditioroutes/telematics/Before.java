package no.ditioroutes.telematics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import no.ditioroutes.telematics.Project.Newest;

/**
 * What Ditio showed of a project before a request, by which it can be told afterwards whether the request arrived.
 *
 * <p>A request is taken to be stored whole or not at all; no source says otherwise.
 *
 * @param totals Ditio's totals by state over the days of the request; null where they were not asked for
 */
record Before(Newest newest, Meaning meaning, JsonNode totals) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether the latest timestamp will tell. */
    boolean latestTells(Newest batch) {
        Set<Optional<Instant>> after = latest(newest.with(batch));
        after.retainAll(latest(newest));
        return after.isEmpty();
    }

    /** What the latest timestamp tells. */
    Verdict byLatest(Newest batch, Optional<Instant> now) {
        boolean fitsAbsent = latest(newest).contains(now);
        boolean fitsArrived = latest(newest.with(batch)).contains(now);
        if (fitsAbsent == fitsArrived) {
            return Verdict.UNKNOWN;
        }
        return fitsArrived ? Verdict.ARRIVED : Verdict.ABSENT;
    }

    /** What the latest timestamp may be. */
    private Set<Optional<Instant>> latest(Newest of) {
        Set<Optional<Instant>> possible = new HashSet<>();
        if (meaning != Meaning.END) {
            possible.add(Optional.ofNullable(of.start()));
        }
        if (meaning != Meaning.START) {
            possible.add(Optional.ofNullable(of.end()));
        }
        return possible;
    }

    String toJson() {
        ObjectNode node = JSON.createObjectNode();
        node.put("start", text(newest.start())).put("end", text(newest.end())).put("meaning", meaning.name());
        return node.set("totals", totals).toString();
    }

    static Before fromJson(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            Newest newest = new Newest(instant(node.path("start")), instant(node.path("end")));
            JsonNode totals = node.path("totals");
            return new Before(
                    newest, Meaning.valueOf(node.path("meaning").asText()), totals.isContainerNode() ? totals : null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what Ditio showed before is not kept as JSON: " + json, e);
        }
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static Instant instant(JsonNode text) {
        return text.isTextual() ? Instant.parse(text.textValue()) : null;
    }
}
