package no.ditioroutes.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.kafka.KafkaPublisher.Message;
import no.ditioroutes.kafka.KafkaPublisher.Refused;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes the batches of one stream to one topic in Kafka transactions, so that a process that was suspended cannot
 * publish after one that replaced it.
 *
 * <p>The process that publishes holds a lock in the database, so there is one at a time, as long as its session lives.
 * Each producer has an epoch from the broker, under a transactional id that all processes share; the broker fences all
 * epochs but the newest. An epoch is obtained before the locks are verified, and nothing is sent before that. A process
 * that publishes after our locks were lost has obtained its epoch either later, which fences ours; or earlier, in which
 * case ours fenced it, and the new one that it then obtains fences ours too. What we sent before that precedes what it
 * sends.
 *
 * <p>A fenced producer is replaced by a new one; then the locks are verified, which fails if the session ended.
 */
final class FencedProducer implements AutoCloseable {

    private static final int MAX_ATTEMPTS = 5;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final KafkaClientFactory clients;
    private final String transactionalId;
    private final String topic;
    private volatile Producer<byte[], byte[]> producer;
    private volatile boolean closed;

    FencedProducer(KafkaClientFactory clients, String transactionalId, String topic) {
        this.clients = clients;
        this.transactionalId = transactionalId;
        this.topic = topic;
    }

    /**
     * Publishes messages in order, all in one transaction, unless some of them are too large.
     *
     * @param verifyLocks fails if the locks are no longer held
     * @return the messages that are too large, in order; all others are committed
     * @throws UserFacingException if any other message was not committed
     */
    synchronized List<Refused> publish(List<Message> messages, Runnable verifyLocks) {
        TransactionPlan plan = new TransactionPlan(messages);
        while (!plan.isDone()) {
            plan.done(deliver(plan.next(), verifyLocks));
        }
        return plan.refused();
    }

    private Optional<Refused> deliver(List<Message> messages, Runnable verifyLocks) {
        List<Throwable> causes = new ArrayList<>();
        while (causes.size() < MAX_ATTEMPTS) {
            try {
                open(verifyLocks);
                return new KafkaTransaction(producer).of(messages);
            } catch (KafkaException | IllegalStateException e) {
                Throwable cause = KafkaErrors.cause(e);
                boolean replaceable = KafkaErrors.isOfProducer(cause);
                discard(replaceable ? Duration.ZERO : CLOSE_TIMEOUT);
                if (!replaceable) {
                    throw KafkaErrors.undelivered(cause, topic, transactionalId, clients.brokers());
                }
                causes.add(cause);
            }
        }
        throw KafkaErrors.fenced(causes.get(MAX_ATTEMPTS - 1), topic, transactionalId, clients.brokers());
    }

    private void open(Runnable verifyLocks) {
        if (closed) {
            throw new IllegalStateException("This publisher is closed");
        }
        if (producer == null) {
            producer = clients.producer(transactionalId);
            producer.initTransactions();
            verifyLocks.run();
        }
    }

    /**
     * Closes the producer. An open transaction is aborted: by this if the broker answers in time, else by the next
     * epoch.
     */
    private void discard(Duration timeout) {
        Producer<byte[], byte[]> discarded = producer;
        producer = null;
        if (discarded != null) {
            try {
                discarded.close(timeout);
            } catch (KafkaException e) {
                // The thread was interrupted, or the producer had failed before.
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        discard(CLOSE_TIMEOUT);
    }
}
