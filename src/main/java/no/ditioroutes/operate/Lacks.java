package no.ditioroutes.operate;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.database.Database;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.routes.StreamRegistry;
import no.ditioroutes.stream.TargetComparison;

/** Describes the records that the topics and further tables of the streams lack. */
public final class Lacks {

    private final Database database;
    private final KafkaPublisher publisher;
    private final Map<String, List<String>> found = new ConcurrentHashMap<>();

    public Lacks(Database database, KafkaPublisher publisher) {
        this.database = database;
        this.publisher = publisher;
    }

    /** Returns what the targets of a stream lack, which of its topics expire records, or why that is not known. */
    public List<String> remarks(StreamRegistry streams, String stream) {
        try {
            return new TargetComparison(streams.get(stream), database, publisher).remarks();
        } catch (UserFacingException e) {
            return List.of("what its topics lack is not known: " + e.getMessage());
        }
    }

    /** Reads what the targets of all streams lack; the last result is kept if that fails. */
    void refresh(StreamRegistry streams) {
        streams.names().forEach(stream -> {
            try {
                found.put(stream, new TargetComparison(streams.get(stream), database, publisher).lacks());
            } catch (RuntimeException e) {
                // The health of the database, of Kafka or of the stream reports it.
                found.putIfAbsent(stream, List.of());
            }
        });
    }

    /** Returns what the targets of a stream lacked at the last {@link #refresh}. */
    List<String> of(String stream) {
        return found.getOrDefault(stream, List.of());
    }
}
