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
import no.ditioroutes.Failure;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Publishes blocks of messages to Kafka: when {@link #publish} returns, every replica in sync has
 * every message but those it hands back as refused; when it throws, the entire block is sent again.
 *
 * <p>Messages of one key arrive in the order given, and never behind those of a process that came later, see
 * {@link FencedProducer}. Nothing connects before the first use, and one instance serves all threads. Without brokers Kafka
 * is off.
 */
public final class Publisher implements AutoCloseable {

    /** The beginning of the transactional ids where nothing else is set. */
    private static final String PREFIX = "ditio-routes.";

    private final Clients clients;
    private final Topics topics;
    private final String prefix;
    private final Map<String, FencedProducer> producers = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** A publisher to {@code host:port,host:port}; null or blank means that Kafka is off. */
    public Publisher(String brokers) {
        this(brokers, Map::of);
    }

    /** The same with Kafka's own client settings on top, such as {@code security.protocol}; asked for with each client. */
    public Publisher(String brokers, Supplier<Map<String, String>> settings) {
        this(brokers, settings, PREFIX);
    }

    /** The same with transactional ids that begin with this text. */
    public Publisher(String brokers, Supplier<Map<String, String>> settings, String transactionalIdPrefix) {
        clients = new Clients(brokers == null ? "" : brokers.strip(), settings);
        topics = new Topics(clients);
        prefix = transactionalIdPrefix;
    }

    /** Whether there are brokers to publish to; nothing else may be called where there are none. */
    public boolean isOn() {
        return !clients.brokers().isEmpty();
    }

    /**
     * Creates a topic that is missing, compacted; compacts one for which nobody chose otherwise; warns once of one that is
     * not compacted all the same.
     *
     * @return which topic it is: cluster and topic id, so that one that was deleted and made anew is another
     * @throws Failure where the brokers do not answer, or refuse it
     */
    public String prepare(String topic) {
        if (!isOn()) {
            throw new IllegalStateException("Kafka is off: ask isOn() before publishing to " + topic);
        }
        return topics.prepare(topic);
    }

    /**
     * Returns which topic there is of this name, as {@link #prepare} does, and changes nothing; empty without one.
     *
     * @throws Failure where the brokers do not answer
     */
    public Optional<String> identity(String topic) {
        return topics.identity(topic);
    }

    /**
     * The cluster's brokers, in words.
     *
     * @throws Failure where none answers
     */
    public String cluster() {
        return topics.cluster();
    }

    /** What becomes of a topic's old records; {@code compact} where that is not to be read, nothing without a topic. */
    public Optional<String> cleanupPolicy(String topic) {
        return topics.policy(topic);
    }

    /**
     * Publishes the messages of a stream in order, those of each topic in one transaction, and waits until it is committed.
     * The caller holds locks in the database that let nobody else publish the stream to these topics.
     *
     * @param verifyLocks called before anything is sent if the broker gave a new epoch after the locks were acquired; fails if
     *     they are lost
     * @return the messages that are too large, in order for each topic; all others are delivered
     * @throws Failure if any other message was not acknowledged
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
        } catch (Failure e) {
            topics.forget(topic);
            throw e;
        }
    }

    /** Ends the connections; nothing can be published afterwards. */
    @Override
    public void close() {
        closed = true;
        producers.values().forEach(FencedProducer::close);
        topics.close();
    }

    /** One record for a topic; a null value is a tombstone. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes go to Kafka as they are, nobody compares messages
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

        /** A header with a text. */
        public static Header header(String name, String text) {
            return new RecordHeader(name, text.getBytes(UTF_8));
        }
    }

    /** A message that Kafka does not take as it is, and why. */
    public record Refused(Message message, String reason) {}
}
