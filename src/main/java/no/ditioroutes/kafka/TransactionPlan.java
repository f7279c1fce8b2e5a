package no.ditioroutes.kafka;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import no.ditioroutes.kafka.KafkaPublisher.Message;
import no.ditioroutes.kafka.KafkaPublisher.Refused;

/**
 * Divides a batch into transactions. The entire batch is one, unless a message is too large, for which Kafka refuses
 * the entire transaction. Then those that are at least as large as the smallest refused one go first, each in a
 * transaction of its own, so that thousands of them cost at most one transaction each.
 *
 * <p>This keeps the order of each key: only a deletion has two messages, of which the second has no value.
 */
final class TransactionPlan {

    private final List<Message> messages;
    private final BitSet open = new BitSet();
    private final List<Rejected> refused = new ArrayList<>();
    private List<Integer> next = List.of();
    private int suspectBytes = Integer.MAX_VALUE;

    /** A rejected message and its index in the batch. */
    private record Rejected(int number, Refused refused) {}

    TransactionPlan(List<Message> messages) {
        this.messages = messages;
        open.set(0, messages.size());
    }

    boolean isDone() {
        return open.isEmpty();
    }

    /** Returns the messages of the next transaction, in order. */
    List<Message> next() {
        next = open.stream()
                .filter(number -> messages.get(number).bytes() >= suspectBytes)
                .limit(1)
                .boxed()
                .toList();
        if (next.isEmpty()) {
            next = open.stream().boxed().toList();
        }
        return next.stream().map(messages::get).toList();
    }

    /** Records that the transaction was committed, or that it was not, since one of its messages is too large. */
    void done(Optional<Refused> tooLarge) {
        if (tooLarge.isEmpty()) {
            next.forEach(open::clear);
            return;
        }
        Message message = tooLarge.get().message();
        int number = next.stream()
                .filter(candidate -> messages.get(candidate).equals(message))
                .findFirst()
                .orElseThrow();
        open.clear(number);
        refused.add(new Rejected(number, tooLarge.get()));
        suspectBytes = Math.min(suspectBytes, message.bytes());
    }

    /** Returns the messages that are too large, in the order of the batch. */
    List<Refused> refused() {
        return refused.stream()
                .sorted(Comparator.comparingInt(Rejected::number))
                .map(Rejected::refused)
                .toList();
    }
}
