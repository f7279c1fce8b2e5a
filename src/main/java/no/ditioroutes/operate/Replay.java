package no.ditioroutes.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.ditioroutes.camel.StreamRoutes;
import no.ditioroutes.database.Database;
import no.ditioroutes.stream.InlinePage;
import no.ditioroutes.stream.tables.Cursors;
import no.ditioroutes.stream.tables.Rejects;
import no.ditioroutes.stream.tables.StoredReject;

/**
 * Sends rejected records through the current route of their stream again. Records that are accepted are removed from
 * the rejects; the others stay, each seen once more.
 */
public final class Replay {

    private static final int PAGE = 500;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Resender resender;
    private final Rejects rejects;

    public Replay(StreamRoutes streams, Database database) {
        this.resender = new Resender(streams, new Cursors(database));
        this.rejects = new Rejects(database);
    }

    /**
     * The outcome of a replay of a stream's rejects.
     *
     * @param complete false if the program was stopped in between
     */
    public record Replayed(String stream, long sent, long passed, long stayed, boolean complete) {

        private Replayed plus(Replayed other) {
            return new Replayed(
                    stream,
                    sent + other.sent,
                    passed + other.passed,
                    stayed + other.stayed,
                    complete && other.complete);
        }
    }

    /** Replays all rejects of a stream, oldest first, so that a newer version of a record replaces the older one. */
    public Replayed all(String stream) {
        Replayed total = new Replayed(stream, 0, 0, 0, true);
        List<StoredReject> page = rejects.after(stream, 0, PAGE);
        while (!page.isEmpty() && total.complete) {
            total = total.plus(some(stream, page));
            page = rejects.after(stream, page.get(page.size() - 1).id(), PAGE);
        }
        return total;
    }

    /** Replays the given rejects, which all belong to this stream. */
    public Replayed some(String stream, List<StoredReject> rejects) {
        List<StoredReject> sendable =
                rejects.stream().filter(reject -> isJson(raw(reject))).toList();
        boolean complete = send(stream, sendable.stream().map(Replay::raw).toList());
        List<StoredReject> passed = complete ? notSeenAgain(sendable) : List.of();
        passed.forEach(this.rejects::replayed);
        return new Replayed(stream, sendable.size(), passed.size(), (long) rejects.size() - passed.size(), complete);
    }

    private boolean send(String stream, List<String> records) {
        return records.isEmpty()
                || resender.send(stream, InlinePage.replay(stream, records)).complete();
    }

    private List<StoredReject> notSeenAgain(List<StoredReject> sent) {
        Map<Long, StoredReject> now = this.rejects
                .of(sent.stream().map(StoredReject::id).toList())
                .stream()
                .collect(Collectors.toMap(StoredReject::id, Function.identity()));
        return sent.stream()
                .filter(reject ->
                        now.containsKey(reject.id()) && now.get(reject.id()).seen() == reject.seen())
                .toList();
    }

    /** Returns whether a reject is JSON. Other text did not come from a page, and would make one invalid. */
    private static boolean isJson(String raw) {
        try {
            return !JSON.readTree(raw).isMissingNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static String raw(StoredReject reject) {
        return reject.reject().raw();
    }
}
