package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parses faults as the control API receives them: the name of a kind and its parameters. */
final class FaultParser {

    private FaultParser() {}

    static Fault read(JsonNode order) {
        Fault fault = kind(order, order.path("kind").asText());
        if (order.hasNonNull("retryAfter")) {
            fault = fault.withRetryAfter(order.get("retryAfter").asText());
        }
        if (order.hasNonNull("body")) {
            fault = fault.withBody(
                    order.path("contentType").asText(ApiResponse.JSON),
                    order.get("body").asText());
        }
        for (Map.Entry<String, String> header : headers(order).entrySet()) {
            fault = fault.withHeader(header.getKey(), header.getValue());
        }
        return order.has("delayMillis") ? fault.withDelay(millis(order, "delayMillis")) : fault;
    }

    private static Fault kind(JsonNode order, String kind) {
        return switch (kind) {
            case "status" -> Fault.status(order.path("status").asInt(500));
            case "redirect" ->
                ResponseFaults.redirect(
                        order.path("status").asInt(302), order.path("location").asText());
            case "html" -> ResponseFaults.html();
            case "rawBody", "headers" -> ResponseFaults.headers(Map.of());
            case "truncatedJson" -> ResponseFaults.truncatedJson();
            case "corruptGzip" -> ResponseFaults.corruptGzip();
            case "gzipBomb" -> ResponseFaults.gzipBomb(order.path("bytes").asLong(400_000_000));
            case "loopToken" -> ResponseFaults.loopToken(tokens(order));
            case "tokenRevoked" -> Fault.tokenRevoked();
            case "dateMissing" -> ResponseFaults.dateMissing();
            case "dateSkewed" -> ResponseFaults.dateSkewed(millis(order, "skewMillis"));
            default -> delivery(order, kind);
        };
    }

    private static Fault delivery(JsonNode order, String kind) {
        return switch (kind) {
            case "resetBeforeAnswer" -> ConnectionFaults.resetBeforeAnswer();
            case "resetAfterHalf" -> ConnectionFaults.resetAfterHalf();
            case "answerLost" -> ConnectionFaults.answerLost();
            case "cutWithLength" -> ConnectionFaults.cutWithLength();
            case "cutChunked" -> ConnectionFaults.cutChunked();
            case "cutWithoutLength" -> ConnectionFaults.cutWithoutLength();
            case "chunked" -> ConnectionFaults.chunked();
            case "drip" -> ConnectionFaults.drip(bytesPerSecond(order));
            case "headerDrip" -> ConnectionFaults.headerDrip(bytesPerSecond(order));
            case "hang" -> ConnectionFaults.hang();
            case "delay" -> Fault.delay(millis(order, "delayMillis"));
            default -> throw new ApiErrorException(400, "UnknownFault", "Unknown fault kind '" + kind + "'");
        };
    }

    private static int bytesPerSecond(JsonNode order) {
        return Math.max(1, order.path("bytesPerSecond").asInt(1));
    }

    private static Duration millis(JsonNode order, String field) {
        return Duration.ofMillis(order.path(field).asLong(1000));
    }

    private static String[] tokens(JsonNode order) {
        List<String> tokens = new ArrayList<>();
        order.path("tokens").forEach(token -> tokens.add(token.asText()));
        return tokens.isEmpty() ? new String[] {"loop"} : tokens.toArray(new String[0]);
    }

    private static Map<String, String> headers(JsonNode order) {
        Map<String, String> headers = new HashMap<>();
        order.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }
}
