package no.ditioroutes.kafka;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import no.ditioroutes.kafka.KafkaPublisher.Message;
import no.ditioroutes.kafka.KafkaPublisher.Refused;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Sends messages in one transaction, which is committed entirely or not at all. */
final class KafkaTransaction {

    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<Failed> failed = new AtomicReference<>();

    /** The message that failed first. Kafka fails the others of the transaction with it, for the same reason. */
    private record Failed(Message message, Exception cause) {}

    KafkaTransaction(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Sends all messages in order and commits them.
     *
     * @return a message that is too large, in which case nothing is committed
     * @throws KafkaException for any other failure; the producer cannot be used any more
     */
    Optional<Refused> of(List<Message> messages) {
        producer.beginTransaction();
        messages.stream().takeWhile(message -> failed.get() == null).forEach(this::send);
        if (failed.get() == null) {
            producer.flush();
        }
        Failed first = failed.get();
        if (first == null) {
            producer.commitTransaction();
            return Optional.empty();
        }
        if (first.cause instanceof RecordTooLargeException) {
            producer.abortTransaction();
            return Optional.of(new Refused(first.message, reason(first)));
        }
        throw new KafkaException(first.cause);
    }

    private void send(Message message) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(message.topic(), null, message.key(), message.value(), message.headers());
        // The callback reports what the future would.
        Future<RecordMetadata> unused = producer.send(record, (where, problem) -> {
            if (problem != null) {
                failed.compareAndSet(null, new Failed(message, problem));
            }
        });
    }

    private static String reason(Failed tooLarge) {
        Message message = tooLarge.message;
        return "%d bytes exceed the limit of topic %s (%s); raise its max.message.bytes"
                .formatted(message.bytes(), message.topic(), tooLarge.cause.getMessage());
    }
}
