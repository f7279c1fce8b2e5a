package no.ditioroutes.sandbox;

import java.time.Instant;
import java.util.Map;

/**
 * One call as the server received it.
 *
 * @param path the path with the prefix of its API, such as {@code /reporting/v1/time-registrations}
 * @param query the decoded query; empty if it could not be decoded
 * @param status the status of the API's response, even if a fault prevented its delivery; 0 if a fault kept the request
 *     from the API without any response
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
