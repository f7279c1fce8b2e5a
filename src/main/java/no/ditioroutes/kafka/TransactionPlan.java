package no.ditioroutes.kafka;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import no.ditioroutes.kafka.Publisher.Message;
import no.ditioroutes.kafka.Publisher.Refused;

/**
 * Divides a block into transactions: all of it is one, unless a message is too large, which makes Kafka refuse the entire
 * transaction. Then those that are as large as the smallest that was refused go first, each in a transaction of its own,
 * so that thousands of them cost one transaction each at most.
 *
 * <p>That keeps the order of each key: only a deletion has two messages, of which the second has no value.
 */
final class TransactionPlan {

    private final List<Message> messages;
    private final BitSet open = new BitSet();
    private final List<Place> refused = new ArrayList<>();
    private List<Integer> next = List.of();
    private int suspectBytes = Integer.MAX_VALUE;

    /** A refused message and its number in the block. */
    private record Place(int number, Refused refused) {}

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

    /** Notes that the transaction was committed, or that it was not, since one of its messages is too large. */
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
        refused.add(new Place(number, tooLarge.get()));
        suspectBytes = Math.min(suspectBytes, message.bytes());
    }

    /** Returns what is too large, in the order of the block. */
    List<Refused> refused() {
        return refused.stream()
                .sorted(Comparator.comparingInt(Place::number))
                .map(Place::refused)
                .toList();
    }
}
