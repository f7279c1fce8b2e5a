package no.ditioroutes.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import no.ditioroutes.kafka.Publisher.Message;
import no.ditioroutes.kafka.Publisher.Refused;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * One block on its way: a message too large is set aside, any other failure stops the sending. It ends
 * only when nothing of the block is under way any more, so that a repeated block cannot be overtaken.
 */
final class Delivery {

    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<Lost> lost = new AtomicReference<>();

    Delivery(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** The first message that was not acknowledged, and why. */
    record Lost(String topic, Exception cause) {}

    Optional<Lost> lost() {
        return Optional.ofNullable(lost.get());
    }

    /** Delivers all and returns those too large; complete only if nothing is lost. */
    List<Refused> of(List<Message> messages) {
        List<Future<RecordMetadata>> answers = send(messages);
        List<Refused> refused = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            refusal(messages.get(i), answers.get(i)).ifPresent(refused::add);
        }
        return refused;
    }

    private List<Future<RecordMetadata>> send(List<Message> messages) {
        List<Future<RecordMetadata>> answers = new ArrayList<>(messages.size());
        for (Message message : messages) {
            if (lost.get() != null) {
                break;
            }
            send(message).ifPresent(answers::add);
        }
        return answers;
    }

    private Optional<Future<RecordMetadata>> send(Message message) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(message.topic(), null, message.key(), message.value(), message.headers());
        try {
            return Optional.of(producer.send(record, (where, failure) -> note(message, failure)));
        } catch (KafkaException | IllegalStateException e) {
            note(message, e);
            return Optional.empty();
        }
    }

    private void note(Message message, Exception failure) {
        if (failure != null && !(failure instanceof RecordTooLargeException)) {
            lost.compareAndSet(null, new Lost(message.topic(), failure));
        }
    }

    /** Waits for the answer; a failure other than the size has been noted by then. */
    private Optional<Refused> refusal(Message message, Future<RecordMetadata> answer) {
        try {
            answer.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause())
                    .filter(RecordTooLargeException.class::isInstance)
                    .map(cause -> new Refused(message, reason(message, cause)));
        } catch (InterruptedException e) {
            note(message, e);
            return Optional.empty();
        }
    }

    private static String reason(Message message, Throwable cause) {
        int size = message.key().length + (message.value() == null ? 0 : message.value().length);
        return "%d bytes are more than topic %s takes (%s); raise its max.message.bytes"
                .formatted(size, message.topic(), cause.getMessage());
    }
}
