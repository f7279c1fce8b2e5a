package no.ditioroutes.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.ditioroutes.Failure;
import no.ditioroutes.kafka.Publisher.Message;
import no.ditioroutes.kafka.Publisher.Refused;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes the blocks of one stream to one topic in Kafka transactions, so that a process that was suspended cannot publish
 * behind one that came after it.
 *
 * <p>Whoever publishes holds a lock in the database meanwhile, so there is one at a time, as long as its session lives. Each
 * publisher has an epoch from the broker, under a transactional id that all processes share; the broker refuses every epoch
 * but the newest. An epoch is asked for before the locks are verified, and nothing is sent before that. So whoever
 * publishes after our locks were lost has either asked for its epoch later, and ours is refused, or earlier, and asks for
 * another one, since ours made that old: then ours is refused too. What we sent before that lies before what it sends.
 *
 * <p>A refused epoch is replaced by a new one; then the locks are verified, which fails if the session ended.
 */
final class FencedProducer implements AutoCloseable {

    private static final int MOST_ATTEMPTS = 5;
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private final Clients clients;
    private final String transactionalId;
    private final String topic;
    private volatile Producer<byte[], byte[]> producer;
    private volatile boolean closed;

    FencedProducer(Clients clients, String transactionalId, String topic) {
        this.clients = clients;
        this.transactionalId = transactionalId;
        this.topic = topic;
    }

    /**
     * Publishes messages in order, all in one transaction, unless some of them are too large.
     *
     * @param verifyLocks fails where the locks are not held any more
     * @return the messages that are too large, in order; all others are committed
     * @throws Failure if any other message was not committed
     */
    synchronized List<Refused> publish(List<Message> messages, Runnable verifyLocks) {
        TransactionPlan plan = new TransactionPlan(messages);
        while (!plan.isDone()) {
            plan.done(deliver(plan.next(), verifyLocks));
        }
        return plan.refused();
    }

    private Optional<Refused> deliver(List<Message> messages, Runnable verifyLocks) {
        List<Throwable> refusals = new ArrayList<>();
        while (refusals.size() < MOST_ATTEMPTS) {
            try {
                open(verifyLocks);
                return new Delivery(producer).of(messages);
            } catch (KafkaException | IllegalStateException e) {
                Throwable cause = Failures.cause(e);
                boolean replaceable = Failures.isOfProducer(cause);
                discard(replaceable ? Duration.ZERO : GOODBYE);
                if (!replaceable) {
                    throw Failures.undelivered(cause, topic, transactionalId, clients.brokers());
                }
                refusals.add(cause);
            }
        }
        throw Failures.fenced(refusals.get(MOST_ATTEMPTS - 1), topic, transactionalId, clients.brokers());
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

    /** What is not committed yet is aborted: here if the broker answers in time, else by the next epoch. */
    private void discard(Duration patience) {
        Producer<byte[], byte[]> discarded = producer;
        producer = null;
        if (discarded != null) {
            try {
                discarded.close(patience);
            } catch (KafkaException e) {
                // It was interrupted, or was broken before.
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        discard(GOODBYE);
    }
}
