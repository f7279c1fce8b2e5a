package no.ditioroutes.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** What was asked, as it came over the wire: the last 20,000 calls, oldest first. */
final class Requests {

    private static final int KEPT = 20_000;

    private final Deque<RecordedRequest> log = new ArrayDeque<>();

    synchronized void add(Request request, int status, Instant at) {
        if (log.size() == KEPT) {
            log.removeFirst();
        }
        log.add(recorded(request, status, at));
    }

    synchronized List<RecordedRequest> all() {
        return List.copyOf(log);
    }

    synchronized void clear() {
        log.clear();
    }

    private static RecordedRequest recorded(Request request, int status, Instant at) {
        return new RecordedRequest(
                request.method(),
                request.path(),
                decoded(request.rawQuery()),
                request.rawQuery(),
                request.header("Authorization").isPresent(),
                status,
                at,
                Map.copyOf(request.headers()),
                new String(request.body(), StandardCharsets.UTF_8));
    }

    private static Map<String, String> decoded(String rawQuery) {
        try {
            return Form.decode(rawQuery);
        } catch (ApiError undecodable) {
            return Map.of();
        }
    }
}
