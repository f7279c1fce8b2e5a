package no.ditioroutes.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import no.ditioroutes.Failure;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes Kafka clients: durable and ordered by default, with what the operator sets on top. */
final class Clients {

    /** Every wait ends within this time, so that a lost broker is told and not sat out. */
    private static final int PATIENCE_MS = 30_000;

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
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS),
            Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS),
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS),
            // A page on a slow line; until then a killed process holds up readers that read what is committed.
            Map.entry(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 300_000),
            Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
            Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class));

    private static final Map<String, Object> ADMIN = Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);

    private final String brokers;
    private final Supplier<Map<String, String>> extra;

    Clients(String brokers, Supplier<Map<String, String>> extra) {
        this.brokers = brokers;
        this.extra = extra;
    }

    String brokers() {
        return brokers;
    }

    /** Returns a producer for transactions of this id; {@code initTransactions} is left to the caller. */
    Producer<byte[], byte[]> producer(String transactionalId) {
        Map<String, Object> settings =
                settings(PRODUCER, AdminClientConfig.configNames(), ProducerConfig.configNames());
        settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return made(() -> new KafkaProducer<>(settings));
    }

    Admin admin() {
        Map<String, Object> settings = settings(ADMIN, ProducerConfig.configNames(), AdminClientConfig.configNames());
        return made(() -> Admin.create(settings));
    }

    /** The clients find their own classes by the thread's class loader, which in OSGi is somebody else's. */
    private <T> T made(Supplier<T> client) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(KafkaProducer.class.getClassLoader());
        try {
            return client.get();
        } catch (KafkaException e) {
            throw notMade(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** A setting that only the other client knows is left out; one that neither knows may be a plug-in's. */
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

    private Failure notMade(KafkaException e) {
        Throwable reason = e.getCause() == null ? e : e.getCause();
        // A name that does not resolve may resolve in a minute: a matter of the sink, not of a typing error.
        boolean unresolved = String.valueOf(reason.getMessage()).contains("resolvable");
        Failure.Kind kind =
                reason instanceof ConfigException && !unresolved ? Failure.Kind.SETTINGS : Failure.Kind.SINK;
        String message = "Expected KAFKA_BROKERS to be host:port,host:port and every Kafka setting to be valid; "
                + "with brokers '%s' the client says: %s. Correct KAFKA_BROKERS or the setting it names.";
        return new Failure(kind, message.formatted(brokers, reason.getMessage()), e);
    }
}
