package no.ditioroutes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads what a topic holds, from its beginning to its end at the time of reading. Records of one key are in order;
 * between partitions there is no order.
 */
public record PublishedTopic(List<Entry> entries) {

    private static final Duration READ_LIMIT = Duration.ofSeconds(30);
    private static final String READ_COMMITTED = "read_committed";

    /** A record; the value of a tombstone is null. */
    public record Entry(String key, String value, Map<String, String> headers) {}

    /** Reads a topic; one that does not exist is empty. */
    public static PublishedTopic read(String brokers, String name) {
        return read(brokers, name, Map.of());
    }

    /** Reads a topic from these offsets on. */
    public static PublishedTopic read(String brokers, String name, Map<TopicPartition, Long> from) {
        try (Consumer<String, String> consumer = consumer(brokers, READ_COMMITTED)) {
            return new PublishedTopic(readToTheEnd(brokers, consumer, partitions(consumer, name), from));
        }
    }

    /** Returns the end offsets of the topic. */
    public static Map<TopicPartition, Long> ends(String brokers, String name) {
        try (Consumer<String, String> consumer = consumer(brokers, READ_COMMITTED)) {
            return settledEnds(brokers, consumer, partitions(consumer, name));
        }
    }

    /**
     * Waits until committed records are visible to read_committed consumers, which takes longer than the answer to a
     * commit.
     */
    private static Map<TopicPartition, Long> settledEnds(
            String brokers, Consumer<String, String> consumer, List<TopicPartition> partitions) {
        try (Consumer<String, String> uncommitted = consumer(brokers, "read_uncommitted")) {
            await().atMost(READ_LIMIT).pollInterval(Duration.ofMillis(10)).until(() -> consumer.endOffsets(partitions)
                    .equals(uncommitted.endOffsets(partitions)));
        }
        return consumer.endOffsets(partitions);
    }

    private static Consumer<String, String> consumer(String brokers, String isolation) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    private static List<TopicPartition> partitions(Consumer<String, String> consumer, String name) {
        return consumer.partitionsFor(name).stream()
                .map(partition -> new TopicPartition(name, partition.partition()))
                .toList();
    }

    /** Returns the last value of each key; null if the last record is a tombstone. */
    public Map<String, String> lastPerKey() {
        Map<String, String> last = new LinkedHashMap<>();
        entries.forEach(entry -> last.put(entry.key(), entry.value()));
        return last;
    }

    private static List<Entry> readToTheEnd(
            String brokers,
            Consumer<String, String> consumer,
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> from) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        partitions.stream()
                .filter(from::containsKey)
                .forEach(partition -> consumer.seek(partition, from.get(partition)));
        Map<TopicPartition, Long> ends = settledEnds(brokers, consumer, partitions);
        Instant limit = Instant.now().plus(READ_LIMIT);
        List<Entry> entries = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (Instant.now().isAfter(limit)) {
                throw new IllegalStateException("Expected to read up to " + ends + ", got " + entries.size());
            }
            consumer.poll(Duration.ofMillis(100)).forEach(record -> entries.add(entry(record)));
        }
        return entries;
    }

    private static Entry entry(ConsumerRecord<String, String> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), UTF_8));
        }
        return new Entry(record.key(), record.value(), headers);
    }
}
