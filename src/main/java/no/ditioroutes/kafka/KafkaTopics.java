package no.ditioroutes.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import no.ditioroutes.UserFacingException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that a topic exists and is compacted, so that the last version of every record is kept forever. A policy
 * that is set on the topic itself is never changed.
 */
final class KafkaTopics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);

    private static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;

    private final KafkaClientFactory clients;
    private final KafkaAdmin admin;

    /** Holds the identities of topics whose policy was checked, by name. */
    private final Map<String, String> known = new ConcurrentHashMap<>();

    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    KafkaTopics(KafkaClientFactory clients) {
        this.clients = clients;
        admin = new KafkaAdmin(clients);
    }

    boolean isKnown(String topic) {
        return known.containsKey(topic);
    }

    /** Forgets a topic, so that it is checked again before the next message: it may have been deleted. */
    void forget(String topic) {
        known.remove(topic);
    }

    /** Creates the topic or corrects its policy as needed, and returns its identity. */
    String prepare(String topic) {
        String identity = admin.query(topic, client -> {
            Optional<String> found = identity(client, topic);
            if (found.isEmpty()) {
                return create(client, topic);
            }
            if (!found.get().equals(known.get(topic))) {
                compact(client, topic);
            }
            return found.get();
        });
        known.put(topic, identity);
        return identity;
    }

    Optional<String> identity(String topic) {
        return admin.query(topic, client -> identity(client, topic));
    }

    String cluster() {
        return admin.query("", client -> {
            int brokers = client.describeCluster().nodes().get().size();
            return brokers + (brokers == 1 ? " broker at " : " brokers at ") + clients.brokers();
        });
    }

    Optional<String> policy(String topic) {
        return admin.query(
                topic,
                client -> identity(client, topic).isEmpty()
                        ? Optional.empty()
                        : Optional.of(cleanupPolicy(client, topic)
                                .map(ConfigEntry::value)
                                .orElse(COMPACT)));
    }

    @Override
    public void close() {
        admin.close();
    }

    private static Optional<String> identity(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        try {
            Uuid id = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .topicId();
            return Optional.of(identity(admin, id));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String identity(Admin admin, Uuid topicId) throws ExecutionException, InterruptedException {
        return admin.describeCluster().clusterId().get() + "/" + topicId;
    }

    /**
     * Creates the topic and returns its identity as reported by the broker that created it: another one may not know it
     * yet.
     */
    private String create(Admin admin, String topic) throws ExecutionException, InterruptedException {
        NewTopic compacted = new NewTopic(topic, Optional.empty(), Optional.empty())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, COMPACT));
        CreateTopicsResult creation = admin.createTopics(List.of(compacted));
        try {
            creation.all().get();
            LOG.info("Created the compacted topic {}", topic);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException refusal) {
                throw notAllowedToCreate(topic, refusal);
            }
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
            return identity(admin, topic).orElseThrow(() -> notVisible(topic));
        }
        return identity(admin, creation.topicId(topic).get());
    }

    /** Returns the failure for a topic that is being created or deleted at this moment. */
    private UserFacingException notVisible(String topic) {
        return new UserFacingException(
                UserFacingException.Kind.SINK,
                "Expected the topic " + topic + ", which was just created or deleted, at " + clients.brokers()
                        + "; it is not visible there yet. The next run retries");
    }

    private UserFacingException notAllowedToCreate(String topic, AuthorizationException refusal) {
        String message = "Expected the topic %s to exist or to be created; it is missing at %s and creating it was "
                + "refused (%s). Create it: kafka-topics --bootstrap-server %s --create --topic %s --config "
                + "cleanup.policy=compact; or allow this client Create on it.";
        return new UserFacingException(
                UserFacingException.Kind.SINK,
                message.formatted(topic, clients.brokers(), refusal.getMessage(), clients.brokers(), topic),
                refusal);
    }

    /**
     * Compacts a topic whose policy is only the broker's default, as if the broker created it automatically; warns of
     * any other policy.
     */
    private void compact(Admin admin, String topic) throws ExecutionException, InterruptedException {
        Optional<ConfigEntry> found =
                cleanupPolicy(admin, topic).filter(entry -> !entry.value().equals(COMPACT));
        boolean compacted = found.isEmpty() || (isDefault(found.get()) && isAltered(admin, topic));
        if (!compacted && warned.add(topic)) {
            LOG.warn(
                    "The topic {} has cleanup.policy={}, not compact: Kafka will drop records by age or size, also those "
                            + "that Ditio still has, and a reader that starts later never sees them. To correct it: "
                            + "kafka-configs --bootstrap-server {} --alter --entity-type topics --entity-name {} "
                            + "--add-config cleanup.policy=compact",
                    topic,
                    found.get().value(),
                    clients.brokers(),
                    topic);
        }
    }

    private static boolean isDefault(ConfigEntry entry) {
        return entry.source() != ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG;
    }

    private static boolean isAltered(Admin admin, String topic) throws ExecutionException, InterruptedException {
        AlterConfigOp compact = new AlterConfigOp(
                new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, COMPACT), AlterConfigOp.OpType.SET);
        try {
            admin.incrementalAlterConfigs(Map.of(resource(topic), List.of(compact)))
                    .all()
                    .get();
            LOG.info("Set cleanup.policy=compact on the topic {}, which had the broker's default", topic);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw e;
        }
    }

    /** Returns the policy of a topic; empty if this client may write the topic but not read its configuration. */
    private static Optional<ConfigEntry> cleanupPolicy(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        try {
            return Optional.of(admin.describeConfigs(List.of(resource(topic)))
                    .all()
                    .get()
                    .get(resource(topic))
                    .get(TopicConfig.CLEANUP_POLICY_CONFIG));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
