package no.ditioroutes.sandbox;

import java.time.Instant;
import java.util.Map;

/**
 * One call as the server saw it.
 *
 * @param path with the prefix of its surface, such as {@code /reporting/v1/time-registrations}
 * @param query decoded; empty when it could not be decoded
 * @param status what the API decided, even where a fault kept the answer from arriving; 0 where a fault kept
 *     the request from the API and answered nothing
 */
public record RecordedRequest(
        String method,
        String path,
        Map<String, String> query,
        String rawQuery,
        boolean authorization,
        int status,
        Instant at,
        Map<String, String> headers,
        String body) {}
