package no.ditioroutes.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import no.ditioroutes.Failure;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Publishes blocks of messages to Kafka: when {@link #publish} returns, every replica in sync has
 * every message but those it hands back as refused; when it throws, the whole block is sent again.
 *
 * <p>Messages of one key arrive in the order given. Nothing connects before the first use, and one
 * instance serves all threads. Without brokers Kafka is off.
 */
public final class Publisher implements AutoCloseable {

    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final Clients clients;
    private final Topics topics;
    private Producer<byte[], byte[]> producer;
    private boolean closed;

    /** A publisher to {@code host:port,host:port}; null or blank means that Kafka is off. */
    public Publisher(String brokers) {
        this(brokers, Map::of);
    }

    /** The same with Kafka's own client settings on top, such as {@code security.protocol}; asked for with each client. */
    public Publisher(String brokers, Supplier<Map<String, String>> settings) {
        clients = new Clients(brokers == null ? "" : brokers.strip(), settings);
        topics = new Topics(clients);
    }

    /** Whether there are brokers to publish to; nothing else may be called where there are none. */
    public boolean isOn() {
        return !clients.brokers().isEmpty();
    }

    /** Creates a missing topic compacted; warns once of an existing one that is not. */
    public void ensureTopic(String topic) {
        if (!isOn()) {
            throw new IllegalStateException("Kafka is off: ask isOn() before publishing to " + topic);
        }
        topics.ensure(topic);
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
     * Sends all in order and waits until all are acknowledged.
     *
     * @return the messages that are too large, in order; all others are delivered
     * @throws Failure when any other message was not acknowledged
     */
    public List<Refused> publish(List<Message> messages) {
        messages.stream().map(Message::topic).distinct().forEach(this::ensureTopic);
        if (messages.isEmpty()) {
            return List.of();
        }
        Producer<byte[], byte[]> used = producer();
        Delivery delivery = new Delivery(used);
        List<Refused> refused = delivery.of(messages);
        delivery.lost().ifPresent(lost -> fail(lost, used));
        return refused;
    }

    /** Ends the connections; nothing can be published afterwards. */
    @Override
    public synchronized void close() {
        closed = true;
        if (producer != null) {
            producer.close(GOODBYE);
            producer = null;
        }
    }

    private void fail(Delivery.Lost lost, Producer<byte[], byte[]> used) {
        topics.forget(lost.topic());
        if (!isHarmless(lost.cause())) {
            discard(used);
        }
        throw Failures.undelivered(lost.cause(), lost.topic(), clients.brokers());
    }

    /** Whether the producer, which other streams use too, is as good as before. */
    private static boolean isHarmless(Exception cause) {
        return cause instanceof RetriableException
                || cause instanceof TopicAuthorizationException
                || cause instanceof InvalidTopicException
                || Failures.isInterruption(cause);
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (closed) {
            throw new IllegalStateException("This publisher is closed");
        }
        if (producer == null) {
            producer = clients.producer();
        }
        return producer;
    }

    private synchronized void discard(Producer<byte[], byte[]> broken) {
        broken.close(Duration.ZERO);
        if (producer == broken) {
            producer = null;
        }
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

        /** A header with a text. */
        public static Header header(String name, String text) {
            return new RecordHeader(name, text.getBytes(UTF_8));
        }
    }

    /** A message that Kafka does not take as it is, and why. */
    public record Refused(Message message, String reason) {}
}
