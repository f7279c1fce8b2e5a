package no.ditioroutes.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import no.ditioroutes.UserFacingException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates Kafka clients that are durable and ordered by default, with the operator's settings on top. */
final class KafkaClientFactory {

    /** Limits every wait, so that an unreachable broker is reported. */
    private static final int TIMEOUT_MS = 30_000;

    private static final int REQUEST_TIMEOUT_MS = 10_000;

    private static final Map<String, Object> PRODUCER = Map.ofEntries(
            Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5),
            Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, 5),
            Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024),
            // The client measures before compression, the topic after it: let the topic decide.
            Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 * 1024 * 1024),
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS),
            Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS),
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MS),
            // Enough for a page on a slow line. Until it expires, a killed process blocks read_committed consumers.
            Map.entry(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 300_000),
            Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
            Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class));

    private static final Map<String, Object> ADMIN = Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);

    private final String brokers;
    private final Supplier<Map<String, String>> extra;

    KafkaClientFactory(String brokers, Supplier<Map<String, String>> extra) {
        this.brokers = brokers;
        this.extra = extra;
    }

    String brokers() {
        return brokers;
    }

    /** Returns a producer for transactions of this id; the caller calls {@code initTransactions}. */
    Producer<byte[], byte[]> producer(String transactionalId) {
        Map<String, Object> settings =
                settings(PRODUCER, AdminClientConfig.configNames(), ProducerConfig.configNames());
        settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return create(() -> new KafkaProducer<>(settings));
    }

    Admin admin() {
        Map<String, Object> settings = settings(ADMIN, ProducerConfig.configNames(), AdminClientConfig.configNames());
        return create(() -> Admin.create(settings));
    }

    /**
     * Creates a client with the class loader by which it finds its own classes; in OSGi the thread's is another one.
     */
    private <T> T create(Supplier<T> client) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(KafkaProducer.class.getClassLoader());
        try {
            return client.get();
        } catch (KafkaException e) {
            throw failure(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * Returns the settings of a client. A setting that only the other client knows is left out; one that neither knows
     * may belong to a plug-in.
     */
    private Map<String, Object> settings(Map<String, Object> own, Set<String> others, Set<String> known) {
        Map<String, Object> settings = new HashMap<>(own);
        extra.get().forEach((name, value) -> {
            if (known.contains(name) || !others.contains(name)) {
                settings.put(name, value);
            }
        });
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        return settings;
    }

    private UserFacingException failure(KafkaException e) {
        Throwable reason = e.getCause() == null ? e : e.getCause();
        // A name that does not resolve may resolve later: the sink is unavailable, the setting may be right.
        boolean unresolved = String.valueOf(reason.getMessage()).contains("resolvable");
        UserFacingException.Kind kind = reason instanceof ConfigException && !unresolved
                ? UserFacingException.Kind.SETTINGS
                : UserFacingException.Kind.SINK;
        String message = "Expected KAFKA_BROKERS to be host:port,host:port and every Kafka setting to be valid; "
                + "with brokers '%s' the client says: %s. Correct KAFKA_BROKERS or the setting it names.";
        return new UserFacingException(kind, message.formatted(brokers, reason.getMessage()), e);
    }
}
