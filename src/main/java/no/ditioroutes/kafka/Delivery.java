package no.ditioroutes.kafka;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import no.ditioroutes.kafka.Publisher.Message;
import no.ditioroutes.kafka.Publisher.Refused;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Sends messages in one transaction: it is committed, or none of them counts. */
final class Delivery {

    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<Failed> failed = new AtomicReference<>();

    /** The message that failed first; Kafka lets the others of the transaction fail with it, for the same reason. */
    private record Failed(Message message, Exception cause) {}

    Delivery(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /**
     * Sends all in order and commits them.
     *
     * @return a message that is too large: if there is one, nothing is committed
     * @throws KafkaException for any other failure; the producer is of no more use then
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
        // The callback tells what the future would.
        Future<RecordMetadata> unused = producer.send(record, (where, problem) -> {
            if (problem != null) {
                failed.compareAndSet(null, new Failed(message, problem));
            }
        });
    }

    private static String reason(Failed tooLarge) {
        Message message = tooLarge.message;
        return "%d bytes are more than topic %s takes (%s); raise its max.message.bytes"
                .formatted(message.bytes(), message.topic(), tooLarge.cause.getMessage());
    }
}
