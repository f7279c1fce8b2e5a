package no.ditioroutes.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import no.ditioroutes.Failure;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a topic is there: a missing one is created compacted, so that the last version of
 * every record stays for ever; an existing one is never changed.
 */
final class Topics {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    private static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;

    private final Clients clients;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    Topics(Clients clients) {
        this.clients = clients;
    }

    void ensure(String topic) {
        if (!seen.contains(topic)) {
            look(topic);
            seen.add(topic);
        }
    }

    /** Looks again before the next message: somebody may have removed the topic. */
    void forget(String topic) {
        seen.remove(topic);
    }

    String cluster() {
        return asked("", admin -> {
            int brokers = admin.describeCluster().nodes().get().size();
            return brokers + (brokers == 1 ? " broker at " : " brokers at ") + clients.brokers();
        });
    }

    Optional<String> policy(String topic) {
        return asked(
                topic,
                admin -> exists(admin, topic)
                        ? Optional.of(cleanupPolicy(admin, topic).orElse(COMPACT))
                        : Optional.empty());
    }

    private void look(String topic) {
        asked(topic, admin -> {
            if (exists(admin, topic)) {
                warnUnlessCompacted(admin, topic);
            } else {
                create(admin, topic);
            }
            return true;
        });
    }

    private <T> T asked(String topic, Question<T> question) {
        try (Admin admin = clients.admin()) {
            return question.ask(admin);
        } catch (ExecutionException e) {
            throw Failures.unanswered(e.getCause(), topic, clients.brokers());
        } catch (InterruptedException e) {
            throw Failures.unanswered(e, topic, clients.brokers());
        }
    }

    /** A question to the brokers. */
    @FunctionalInterface
    private interface Question<T> {

        T ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    private static boolean exists(Admin admin, String topic) throws ExecutionException, InterruptedException {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private void create(Admin admin, String topic) throws ExecutionException, InterruptedException {
        NewTopic compacted = new NewTopic(topic, Optional.empty(), Optional.empty())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, COMPACT));
        try {
            admin.createTopics(List.of(compacted)).all().get();
            LOG.info("Created the compacted topic {}", topic);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException refusal) {
                throw notAllowedToCreate(topic, refusal);
            }
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private Failure notAllowedToCreate(String topic, AuthorizationException refusal) {
        String message = "Expected the topic %s to exist or to be created; it is missing at %s and creating it was "
                + "refused (%s). Create it: kafka-topics --bootstrap-server %s --create --topic %s --config "
                + "cleanup.policy=compact; or allow this client Create on it.";
        return new Failure(
                Failure.Kind.SINK,
                message.formatted(topic, clients.brokers(), refusal.getMessage(), clients.brokers(), topic),
                refusal);
    }

    private void warnUnlessCompacted(Admin admin, String topic) throws ExecutionException, InterruptedException {
        String policy = cleanupPolicy(admin, topic).orElse(COMPACT);
        if (!policy.equals(COMPACT) && warned.add(topic)) {
            LOG.warn(
                    "The topic {} has cleanup.policy={}, not compact: Kafka will drop records by age or size, also those "
                            + "that Ditio still has, and a reader that starts later never sees them. To mend it: "
                            + "kafka-configs --bootstrap-server {} --alter --entity-type topics --entity-name {} "
                            + "--add-config cleanup.policy=compact",
                    topic,
                    policy,
                    clients.brokers(),
                    topic);
        }
    }

    /** Empty where this client may write the topic but not read its configuration. */
    private static Optional<String> cleanupPolicy(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            return Optional.of(admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                    .value());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
