package no.ditioroutes.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.ditioroutes.PublishedTopic;
import org.apache.kafka.common.TopicPartition;

/** The topics of the streams from here on, since tests share a broker. */
final class TopicReader {

    private final String brokers;
    private final Map<TopicPartition, Long> start = new HashMap<>();

    TopicReader(String brokers) {
        this.brokers = brokers;
        if (!brokers.isEmpty()) {
            List.of(Rig.HOURS, Rig.MACHINES)
                    .forEach(stream -> start.putAll(PublishedTopic.ends(brokers, "ditio." + stream)));
        }
    }

    PublishedTopic read(String name) {
        return PublishedTopic.read(brokers, name, start);
    }
}
