package no.ditioroutes.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import no.ditioroutes.UserFacingException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Publishes batches of messages to Kafka: when {@link #publish} returns, every in-sync replica has every message but
 * those that it returns as rejected; if it throws, the entire batch is published again.
 *
 * <p>Messages of one key arrive in the given order, and never after those of a process that came later, see {@link
 * FencedProducer}. It connects on first use, and one instance serves all threads. Without brokers Kafka is off.
 */
public final class KafkaPublisher implements AutoCloseable {

    /** Begins the transactional ids, unless another prefix is set. */
    private static final String PREFIX = "ditio-routes.";

    private final KafkaClientFactory clients;
    private final KafkaTopics topics;
    private final String prefix;
    private final Map<String, FencedProducer> producers = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Creates a publisher to {@code host:port,host:port}; null or blank means that Kafka is off. */
    public KafkaPublisher(String brokers) {
        this(brokers, Map::of);
    }

    /**
     * Creates a publisher with Kafka's own client settings on top, such as {@code security.protocol}, which are read
     * again for each client.
     */
    public KafkaPublisher(String brokers, Supplier<Map<String, String>> settings) {
        this(brokers, settings, PREFIX);
    }

    /** Creates a publisher whose transactional ids begin with this prefix. */
    public KafkaPublisher(String brokers, Supplier<Map<String, String>> settings, String transactionalIdPrefix) {
        clients = new KafkaClientFactory(brokers == null ? "" : brokers.strip(), settings);
        topics = new KafkaTopics(clients);
        prefix = transactionalIdPrefix;
    }

    /** Returns whether brokers are set; nothing else may be called if there are none. */
    public boolean isOn() {
        return !clients.brokers().isEmpty();
    }

    /**
     * Creates a topic that is missing, compacted; compacts one that has the broker's default policy; warns once if a
     * topic remains uncompacted.
     *
     * @return the identity of the topic: cluster and topic id, so that a topic that was deleted and created again is
     *     another
     * @throws UserFacingException if the brokers do not answer, or refuse it
     */
    public String prepare(String topic) {
        if (!isOn()) {
            throw new IllegalStateException("Kafka is off: check isOn() before publishing to " + topic);
        }
        return topics.prepare(topic);
    }

    /**
     * Returns the identity of a topic as {@link #prepare} does, and changes nothing; empty if there is no such topic.
     *
     * @throws UserFacingException if the brokers do not answer
     */
    public Optional<String> identity(String topic) {
        return topics.identity(topic);
    }

    /**
     * Returns a description of the cluster's brokers.
     *
     * @throws UserFacingException if none answers
     */
    public String cluster() {
        return topics.cluster();
    }

    /**
     * Returns the cleanup policy of a topic; {@code compact} if it may not be read, nothing if there is no such topic.
     */
    public Optional<String> cleanupPolicy(String topic) {
        return topics.policy(topic);
    }

    /**
     * Publishes the messages of a stream in order, those of each topic in one transaction, and waits until it is
     * committed. The caller holds database locks that keep all others from publishing the stream to these topics.
     *
     * @param verifyLocks called before anything is sent if the broker assigned a new epoch after the locks were
     *     acquired; fails if they are lost
     * @return the messages that are too large, in order for each topic; all others are delivered
     * @throws UserFacingException if any other message was not acknowledged
     */
    public List<Refused> publish(String stream, List<Message> messages, Runnable verifyLocks) {
        Map<String, List<Message>> byTopic =
                messages.stream().collect(Collectors.groupingBy(Message::topic, TreeMap::new, Collectors.toList()));
        byTopic.keySet().stream().filter(topic -> !topics.isKnown(topic)).forEach(this::prepare);
        List<Refused> refused = new ArrayList<>();
        byTopic.forEach((topic, some) -> refused.addAll(publish(stream, topic, some, verifyLocks)));
        return refused;
    }

    private List<Refused> publish(String stream, String topic, List<Message> messages, Runnable verifyLocks) {
        if (closed) {
            throw new IllegalStateException("This publisher is closed");
        }
        String id = prefix + stream + "." + topic;
        try {
            return producers
                    .computeIfAbsent(id, made -> new FencedProducer(clients, id, topic))
                    .publish(messages, verifyLocks);
        } catch (UserFacingException e) {
            topics.forget(topic);
            throw e;
        }
    }

    /** Closes the connections; nothing can be published afterwards. */
    @Override
    public void close() {
        closed = true;
        producers.values().forEach(FencedProducer::close);
        topics.close();
    }

    /** A record for a topic; a null value is a tombstone. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes go to Kafka as they are, and are not compared
    public record Message(String topic, byte[] key, byte[] value, List<Header> headers) {

        public Message {
            Objects.requireNonNull(topic, "topic");
            if (key == null) {
                throw new IllegalArgumentException("A message for the compacted topic " + topic + " needs a key");
            }
            headers = List.copyOf(headers);
        }

        int bytes() {
            return key.length + (value == null ? 0 : value.length);
        }

        /** Returns a header with a text value. */
        public static Header header(String name, String text) {
            return new RecordHeader(name, text.getBytes(UTF_8));
        }
    }

    /** A message that is rejected since it is too large, and the reason. */
    public record Refused(Message message, String reason) {}
}
