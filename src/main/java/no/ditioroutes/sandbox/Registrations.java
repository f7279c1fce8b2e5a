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
 * The truth about one stream, and the means to change it while clients read. A version of a record has one
 * text, the one that is sent, so that what arrived can be compared byte for byte.
 */
public final class Registrations {

    /** A run of records in order, and whether more follow. */
    record Slice(List<Row> rows, boolean more) {}

    private final StreamKind kind;
    private final Clock clock;
    private final Function<Long, ObjectNode> generator;
    private final Map<String, Row> rows = new HashMap<>();
    private final NavigableMap<Position, Row> byDate = new TreeMap<>();
    private final NavigableMap<Position, Row> byModified = new TreeMap<>();
    private long generated;
    private long spareKeys;

    Registrations(StreamKind kind, Clock clock, Function<Long, ObjectNode> generator) {
        this.kind = kind;
        this.clock = clock;
        this.generator = generator;
    }

    /** Adds a record, or a new version of it; what it lacks of id and modification time is filled in. */
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

    /** Adds this many generated records, modified now; answers their ids. */
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
        store(Row.of(id, node, kind.dateField(), now()));
    }

    /** Deletes a record: full runs forget it, incremental runs tell of it. */
    public synchronized void delete(String id) {
        ObjectNode node = existing(id).node();
        String at = nextAfter(node.path("modifiedDateTime").asText());
        store(Row.of(id, Tombstone.of(kind, node, at), kind.dateField(), now()));
    }

    /** Removes a record without a tombstone, so that no incremental run shows that it is gone. */
    public synchronized void vanish(String id) {
        Row row = rows.remove(existing(id).key());
        byDate.remove(row.byDate());
        byModified.remove(row.byModified());
    }

    /**
     * Plants a record exactly as given: without id, with wrong types, not even JSON. It stands where its own
     * times put it, or at now. With an id it replaces that record; with {@code isDeleted} it is a tombstone.
     */
    public synchronized void put(String rawJson) {
        store(Row.verbatim("~" + spareKeys++, rawJson, kind.dateField(), now()));
    }

    /** Every live record with an id: the exact JSON text that is sent for it. */
    public synchronized Map<String, String> live() {
        Map<String, String> live = new LinkedHashMap<>();
        byDate.values().stream().filter(Row::identified).forEach(row -> live.put(row.key(), row.text()));
        return live;
    }

    /** The ids of what is deleted. */
    public synchronized Set<String> deleted() {
        Set<String> ids = new TreeSet<>();
        rows.values().stream().filter(Row::deleted).forEach(row -> ids.add(row.key()));
        return ids;
    }

    /** How many live records there are. */
    public synchronized int size() {
        return byDate.size();
    }

    /** Forgets everything, tombstones included. */
    public synchronized void clear() {
        rows.clear();
        byDate.clear();
        byModified.clear();
    }

    /** A record that is not stored yet, for tests that want to change it first; modified now. */
    public synchronized ObjectNode generate() {
        return generator.apply(generated++).put("modifiedDateTime", Ticks.text(clock.instant()));
    }

    /** A record to change: the one so far into the list, 0 to 1; nothing where it cannot be edited. */
    synchronized Optional<String> any(double chance) {
        return byModified.values().stream()
                .skip((long) (chance * byModified.size()))
                .findFirst()
                .filter(Registrations::isEditable)
                .map(Row::key);
    }

    synchronized Slice byDate(Position after, long last, int limit, Predicate<Row> wanted) {
        return slice(byDate.tailMap(after, false).values(), row -> row.byDate().ticks(), last, limit, wanted);
    }

    /** Up to, but without, the bound. */
    synchronized Slice byModified(Position after, long bound, int limit, Predicate<Row> wanted) {
        Collection<Row> rest = byModified.tailMap(after, false).values();
        return slice(rest, row -> row.byModified().ticks(), bound - 1, limit, wanted);
    }

    /** The last deletion from here back to a time. */
    synchronized Optional<Row> lastDeletion(Position until, long since, Predicate<Row> wanted) {
        return byModified.headMap(until, true).descendingMap().values().stream()
                .takeWhile(row -> row.byModified().ticks() >= since)
                .filter(row -> row.deleted() && wanted.test(row))
                .findFirst();
    }

    /** Stops at the limit, but never between two records of one exact time. */
    private static Slice slice(
            Collection<Row> candidates, Function<Row, Long> ticks, long last, int limit, Predicate<Row> wanted) {
        List<Row> rows = new ArrayList<>();
        for (Row row : candidates) {
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

    private String store(Row row) {
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
        return store(Row.of(node.get("id").asText(), node, kind.dateField(), now()));
    }

    private Row existing(String id) {
        return Optional.ofNullable(rows.get(id))
                .filter(row -> !row.deleted())
                .orElseThrow(() -> new IllegalArgumentException("no live record " + id + " in " + kind.name()));
    }

    private static boolean isEditable(Row row) {
        return row.identified() && !row.deleted();
    }

    /** Now, or a moment after the version before: no two versions of a record share a time. */
    private String nextAfter(String before) {
        long earliest = Ticks.parse(before).map(Ticks::of).orElse(Long.MIN_VALUE) + 1;
        return Ticks.text(Math.max(now(), earliest));
    }

    private long now() {
        return Ticks.of(clock.instant());
    }
}
