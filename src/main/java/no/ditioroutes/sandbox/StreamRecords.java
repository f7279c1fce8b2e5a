package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The current records of one stream, with methods to change them while clients read. Each version of a record has
 * exactly one text, the one that is sent, so that tests can compare byte for byte.
 */
public final class StreamRecords {

    /** A sequence of records, and whether more follow. */
    record Slice(List<RecordVersion> rows, boolean more) {}

    private final StreamKind kind;
    private final Clock clock;
    private final Function<Long, ObjectNode> generator;
    private final Map<String, RecordVersion> rows = new HashMap<>();
    private final NavigableMap<SortPosition, RecordVersion> byDate = new TreeMap<>();
    private final NavigableMap<SortPosition, RecordVersion> byModified = new TreeMap<>();
    private long generated;
    private long spareKeys;

    StreamRecords(StreamKind kind, Clock clock, Function<Long, ObjectNode> generator) {
        this.kind = kind;
        this.clock = clock;
        this.generator = generator;
    }

    /** Adds a record or a new version of it. A missing id or modification time is filled in. */
    public synchronized String add(ObjectNode record) {
        ObjectNode node = record.deepCopy();
        if (!node.hasNonNull("id")) {
            node.put("id", Fixture.id(kind.name(), generated++));
        }
        if (!node.hasNonNull("modifiedDateTime")) {
            node.put("modifiedDateTime", Ticks.text(clock.instant()));
        }
        return insert(node);
    }

    /** Adds this many generated records, modified now, and returns their ids. */
    public synchronized List<String> add(int count) {
        return Stream.generate(this::generate).limit(count).map(this::add).toList();
    }

    /** Adds this many generated records with the times they were generated with. */
    synchronized void fill(int count) {
        Stream.generate(() -> generator.apply(generated++)).limit(count).forEach(this::insert);
    }

    /** Adds this many generated records that share one exact date and one exact modification time. */
    public synchronized List<String> addTies(int count) {
        String at = Ticks.text(clock.instant());
        return Stream.generate(this::generate)
                .limit(count)
                .map(record -> add(record.put("modifiedDateTime", at).put(kind.dateField(), at)))
                .toList();
    }

    /** Changes a record. Its modification time becomes now, unless the edit sets one. */
    public synchronized void edit(String id, Consumer<ObjectNode> edit) {
        ObjectNode node = existing(id).node();
        String before = node.path("modifiedDateTime").asText();
        edit.accept(node);
        if (node.path("modifiedDateTime").asText().equals(before)) {
            node.put("modifiedDateTime", nextAfter(before));
        }
        store(RecordVersion.of(id, node, kind.dateField(), now()));
    }

    /** Deletes a record: it is missing from full loads, and incremental runs return its tombstone. */
    public synchronized void delete(String id) {
        ObjectNode node = existing(id).node();
        String at = nextAfter(node.path("modifiedDateTime").asText());
        store(RecordVersion.of(id, Tombstone.of(kind, node, at), kind.dateField(), now()));
    }

    /** Removes a record without a tombstone, so that no incremental run shows that it is gone. */
    public synchronized void vanish(String id) {
        RecordVersion row = rows.remove(existing(id).key());
        byDate.remove(row.byDate());
        byModified.remove(row.byModified());
    }

    /**
     * Adds a record exactly as given: without id, with wrong types, or not even JSON. Its position follows from its own
     * times, or is now. With an id it replaces that record; with {@code isDeleted} it is a tombstone.
     */
    public synchronized void put(String rawJson) {
        store(RecordVersion.verbatim("~" + spareKeys++, rawJson, kind.dateField(), now()));
    }

    /** Returns the exact JSON text that is sent for every live record with an id. */
    public synchronized Map<String, String> live() {
        Map<String, String> live = new LinkedHashMap<>();
        byDate.values().stream().filter(RecordVersion::identified).forEach(row -> live.put(row.key(), row.text()));
        return live;
    }

    /** Returns the ids of the deleted records. */
    public synchronized Set<String> deleted() {
        Set<String> ids = new TreeSet<>();
        rows.values().stream().filter(RecordVersion::deleted).forEach(row -> ids.add(row.key()));
        return ids;
    }

    /** Returns the number of live records. */
    public synchronized int size() {
        return byDate.size();
    }

    /** Removes all records, tombstones included. */
    public synchronized void clear() {
        rows.clear();
        byDate.clear();
        byModified.clear();
    }

    /** Returns a record, modified now, that is not stored yet, so that a test can change it first. */
    public synchronized ObjectNode generate() {
        return generator.apply(generated++).put("modifiedDateTime", Ticks.text(clock.instant()));
    }

    /** Returns the id of the record at this share of the list, 0 to 1; empty if it cannot be edited. */
    synchronized Optional<String> any(double chance) {
        return byModified.values().stream()
                .skip((long) (chance * byModified.size()))
                .findFirst()
                .filter(StreamRecords::isEditable)
                .map(RecordVersion::key);
    }

    synchronized Slice byDate(SortPosition after, long last, int limit, Predicate<RecordVersion> wanted) {
        return slice(byDate.tailMap(after, false).values(), row -> row.byDate().ticks(), last, limit, wanted);
    }

    /** Returns records modified before the bound, which is exclusive. */
    synchronized Slice byModified(SortPosition after, long bound, int limit, Predicate<RecordVersion> wanted) {
        Collection<RecordVersion> rest = byModified.tailMap(after, false).values();
        return slice(rest, row -> row.byModified().ticks(), bound - 1, limit, wanted);
    }

    /** Returns the last deletion between a time and this position. */
    synchronized Optional<RecordVersion> lastDeletion(SortPosition until, long since, Predicate<RecordVersion> wanted) {
        return byModified.headMap(until, true).descendingMap().values().stream()
                .takeWhile(row -> row.byModified().ticks() >= since)
                .filter(row -> row.deleted() && wanted.test(row))
                .findFirst();
    }

    /** Returns records up to the limit, but never splits records of one exact time. */
    private static Slice slice(
            Collection<RecordVersion> candidates,
            Function<RecordVersion, Long> ticks,
            long last,
            int limit,
            Predicate<RecordVersion> wanted) {
        List<RecordVersion> rows = new ArrayList<>();
        for (RecordVersion row : candidates) {
            if (ticks.apply(row) > last) {
                break;
            }
            if (!wanted.test(row)) {
                continue;
            }
            if (rows.size() >= limit && !ticks.apply(row).equals(ticks.apply(rows.get(rows.size() - 1)))) {
                return new Slice(rows, true);
            }
            rows.add(row);
        }
        return new Slice(rows, false);
    }

    private String store(RecordVersion row) {
        Optional.ofNullable(rows.put(row.key(), row)).ifPresent(old -> {
            byDate.remove(old.byDate());
            byModified.remove(old.byModified());
        });
        byModified.put(row.byModified(), row);
        if (!row.deleted()) {
            byDate.put(row.byDate(), row);
        }
        return row.key();
    }

    private String insert(ObjectNode node) {
        return store(RecordVersion.of(node.get("id").asText(), node, kind.dateField(), now()));
    }

    private RecordVersion existing(String id) {
        return Optional.ofNullable(rows.get(id))
                .filter(row -> !row.deleted())
                .orElseThrow(() -> new IllegalArgumentException("No live record " + id + " in " + kind.name()));
    }

    private static boolean isEditable(RecordVersion row) {
        return row.identified() && !row.deleted();
    }

    /** Returns now, or a moment after the previous version: no two versions of a record share a time. */
    private String nextAfter(String before) {
        long earliest = Ticks.parse(before).map(Ticks::of).orElse(Long.MIN_VALUE) + 1;
        return Ticks.text(Math.max(now(), earliest));
    }

    private long now() {
        return Ticks.of(clock.instant());
    }
}
