package no.ditioroutes.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.ditioroutes.Topic;
import org.apache.kafka.common.TopicPartition;

/** The topics of the streams from here on, since tests share a broker. */
final class TopicReader {

    private final String brokers;
    private final Map<TopicPartition, Long> start = new HashMap<>();

    TopicReader(String brokers) {
        this.brokers = brokers;
        if (!brokers.isEmpty()) {
            List.of(Rig.HOURS, Rig.MACHINES).forEach(stream -> start.putAll(Topic.ends(brokers, "ditio." + stream)));
        }
    }

    Topic read(String name) {
        return Topic.read(brokers, name, start);
    }
}
