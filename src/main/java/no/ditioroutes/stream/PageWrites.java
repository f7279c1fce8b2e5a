package no.ditioroutes.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.ditio.Page;
import no.ditioroutes.stream.tables.Reject;
import no.ditioroutes.stream.tables.Target;

/**
 * Collects what the route did with the records of one page, to be written in one transaction.
 *
 * <p>For each table and each topic the newest version of an id wins; among equal versions, the later one. Older
 * versions on the page are superseded before anybody could have read them.
 */
public final class PageWrites {

    /** A change of a record in a table or a topic. */
    record Change(DitioRecord record, boolean delete) {}

    private final String stream;
    private final Map<String, Map<String, Change>> tables = new LinkedHashMap<>();
    private final SortedMap<String, Map<String, Change>> topics = new TreeMap<>();
    private final List<Reject> rejects = new ArrayList<>();
    private final Page page;
    private final Target onlyOrNull;
    private final boolean[] taken;

    /** Accepts records for all targets, or for a single one. */
    PageWrites(String stream, Page page, Target onlyOrNull) {
        this.stream = stream;
        this.page = page;
        this.onlyOrNull = onlyOrNull;
        this.taken = new boolean[page.records().size()];
        page.strays().forEach(raw -> rejects.add(new Reject(stream, "", "not a JSON object", raw)));
    }

    /** Adds a record to store in a table, or to delete from it. */
    public void toTable(String table, DitioRecord record, boolean delete) {
        if (isFor(Target.table(table))) {
            take(tables.computeIfAbsent(table, name -> new LinkedHashMap<>()), record, delete);
        }
    }

    /** Adds a record to publish unchanged to a topic; a delete is followed by a null value. */
    public void toTopic(String topic, DitioRecord record, boolean delete) {
        if (isFor(Target.topic(topic))) {
            take(topics.computeIfAbsent(topic, name -> new LinkedHashMap<>()), record, delete);
        }
    }

    Map<String, Map<String, Change>> tables() {
        return tables;
    }

    SortedMap<String, Map<String, Change>> topics() {
        return topics;
    }

    /** Returns invalid records, and entries of the page that are not records. */
    List<Reject> rejects() {
        return rejects;
    }

    /** Returns the ids on the page, whatever the route did with them. */
    Set<String> ids() {
        return page.records().stream()
                .map(DitioRecord::id)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Returns whether any record of the page has a field, even a null one. */
    boolean has(String field) {
        return page.has(field);
    }

    /** Returns the records to delete, or those to store, out of the changes of a table. */
    static List<DitioRecord> records(Map<String, Change> changes, boolean deletes) {
        return changes.values().stream()
                .filter(change -> change.delete() == deletes)
                .map(Change::record)
                .toList();
    }

    /** Returns the records to delete, or those to upsert. */
    List<DitioRecord> records(boolean delete) {
        return Stream.concat(tables.values().stream(), topics.values().stream())
                .flatMap(changes -> changes.values().stream())
                .filter(change -> change.delete() == delete)
                .map(Change::record)
                .distinct()
                .toList();
    }

    /** Keeps only these records. */
    void retain(Set<DitioRecord> records) {
        Stream.concat(tables.values().stream(), topics.values().stream())
                .forEach(changes -> changes.values().removeIf(change -> !records.contains(change.record())));
    }

    boolean isEmpty() {
        return tables.isEmpty() && topics.isEmpty() && rejects.isEmpty();
    }

    /** Returns how many records go to at least one target. */
    int taken() {
        int count = 0;
        for (boolean one : taken) {
            count += one ? 1 : 0;
        }
        return count;
    }

    private boolean isFor(Target target) {
        return onlyOrNull == null || onlyOrNull.equals(target);
    }

    private void take(Map<String, Change> changes, DitioRecord record, boolean delete) {
        boolean first = !taken[record.number()];
        taken[record.number()] = true;
        if (record.fault().isEmpty()) {
            changes.merge(record.id(), new Change(record, delete), PageWrites::newer);
        } else if (first) {
            rejects.add(new Reject(stream, record.id(), record.fault(), record.toString()));
        }
    }

    private static Change newer(Change earlier, Change later) {
        boolean older = earlier.record.version() != null
                && later.record.version() != null
                && later.record.version().isBefore(earlier.record.version());
        return older ? earlier : later;
    }
}
