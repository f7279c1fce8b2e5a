package no.ditioroutes.stream;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.kafka.KafkaPublisher;
import no.ditioroutes.stream.tables.Cursor;
import no.ditioroutes.stream.tables.MergeResult;
import no.ditioroutes.stream.tables.Reject;

/**
 * Collects what the tables and topics answered for the records of a page, and derives what to publish and how to count.
 *
 * <p>Records are compared by identity, since several on a page may have one id.
 */
final class PageOutcome {

    /** Counts what became of the records of a page; all others were unchanged. */
    record Written(int upserted, int restored, int deleted, int rejected) {}

    private final String stream;
    private final IdentityHashMap<DitioRecord, Boolean> changed = new IdentityHashMap<>();
    private final IdentityHashMap<DitioRecord, Boolean> stored = new IdentityHashMap<>();
    private final Set<DitioRecord> replayed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<DitioRecord> restored = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Reject> rejects;
    private final IdentityHashMap<KafkaPublisher.Message, DitioRecord> senders = new IdentityHashMap<>();
    private final IdentityHashMap<DitioRecord, Integer> refused = new IdentityHashMap<>();

    PageOutcome(String stream, List<Reject> rejects) {
        this.stream = stream;
        this.rejects = new ArrayList<>(rejects);
    }

    /** Adds records that went to a table, whether they changed it or not. */
    void stored(List<DitioRecord> records) {
        records.forEach(record -> stored.put(record, true));
    }

    /** Adds what a table took as a change, and what it refused. */
    void merged(MergeResult merged) {
        merged.upserted().forEach(record -> changed.put(record, false));
        merged.deleted().forEach(record -> changed.put(record, true));
        restored.addAll(merged.restored());
        rejects.addAll(merged.rejected());
    }

    /** Adds records that are to be published although they changed no table. */
    void replayed(List<DitioRecord> records) {
        replayed.addAll(records);
    }

    /** Returns what is to be published, by topic: what a table took as a change, and what went to no table at all. */
    NavigableMap<String, List<PageWrites.Change>> due(PageWrites writes) {
        NavigableMap<String, List<PageWrites.Change>> news = new TreeMap<>();
        writes.topics().forEach((topic, changes) -> {
            List<PageWrites.Change> some =
                    changes.values().stream().filter(this::isNews).toList();
            if (!some.isEmpty()) {
                news.put(topic, some);
            }
        });
        return news;
    }

    private boolean isNews(PageWrites.Change change) {
        DitioRecord record = change.record();
        return changed.containsKey(record) || replayed.contains(record) || !stored.containsKey(record);
    }

    /** Returns the messages of what is to be published, and counts its records as changed. */
    List<KafkaPublisher.Message> messages(NavigableMap<String, List<PageWrites.Change>> due) {
        List<KafkaPublisher.Message> messages = new ArrayList<>();
        due.forEach((topic, changes) -> changes.forEach(change -> {
            changed.putIfAbsent(change.record(), change.delete());
            Messages.of(stream, topic, change).forEach(message -> {
                messages.add(message);
                senders.put(message, change.record());
            });
        }));
        return messages;
    }

    /** Adds a message that Kafka refused. A record that several topics refuse is several rejects, and still one record. */
    void refused(KafkaPublisher.Refused message) {
        refused.merge(senders.get(message.message()), 1, Integer::sum);
        rejects.add(Messages.reject(stream, message));
    }

    List<Reject> rejects() {
        return rejects;
    }

    boolean hasChanges() {
        return !changed.isEmpty();
    }

    /** Returns the next cursor with the records counted that the stored one had counted, and those of the page. */
    Cursor counted(Cursor next, Cursor stored) {
        Written written = written();
        return next.counted(stored, written.upserted, written.restored, written.deleted, written.rejected);
    }

    /** Returns the records of the page by what became of them. */
    Written written() {
        int repeated = refused.values().stream().mapToInt(times -> times - 1).sum();
        restored.removeAll(refused.keySet());
        return new Written(count(false), restored.size(), count(true), rejects.size() - repeated);
    }

    private int count(boolean delete) {
        return (int) changed.entrySet().stream()
                .filter(change -> change.getValue() == delete && !refused.containsKey(change.getKey()))
                .count();
    }
}
