package no.ditioroutes.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A log of the last 20,000 calls as they were received, oldest first. */
public final class RequestLog {

    private static final int KEPT = 20_000;

    private final Deque<RecordedRequest> log = new ArrayDeque<>();

    RequestLog() {}

    synchronized void add(ApiRequest request, int status, Instant at) {
        if (log.size() == KEPT) {
            log.removeFirst();
        }
        log.add(recorded(request, status, at));
    }

    /** Returns all calls, oldest first. */
    public synchronized List<RecordedRequest> all() {
        return List.copyOf(log);
    }

    /** Returns the calls whose path contains this text. */
    public synchronized List<RecordedRequest> matching(String pathPart) {
        return log.stream().filter(request -> request.path().contains(pathPart)).toList();
    }

    /** Removes all calls. */
    public synchronized void clear() {
        log.clear();
    }

    private static RecordedRequest recorded(ApiRequest request, int status, Instant at) {
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
            return FormDecoder.decode(rawQuery);
        } catch (ApiErrorException undecodable) {
            return Map.of();
        }
    }
}
