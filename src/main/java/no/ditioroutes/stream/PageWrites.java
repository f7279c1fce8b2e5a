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
 * What the route did with the records of one page, to be written in one go.
 *
 * <p>For each table and each topic the newest version of an id wins, of equal ones the later; the older ones of the page
 * are superseded before anybody could have seen them.
 */
public final class PageWrites {

    /** What is to become of a record in a table or a topic. */
    record Change(DitioRecord record, boolean delete) {}

    private final String stream;
    private final Map<String, Map<String, Change>> tables = new LinkedHashMap<>();
    private final SortedMap<String, Map<String, Change>> topics = new TreeMap<>();
    private final List<Reject> rejects = new ArrayList<>();
    private final Page page;
    private final Target onlyOrNull;
    private final boolean[] taken;

    /** Takes records for all targets, or for one alone. */
    PageWrites(String stream, Page page, Target onlyOrNull) {
        this.stream = stream;
        this.page = page;
        this.onlyOrNull = onlyOrNull;
        this.taken = new boolean[page.records().size()];
        page.strays().forEach(raw -> rejects.add(new Reject(stream, "", "not a JSON object", raw)));
    }

    /** Takes a record for a table: to be stored, or to be removed. */
    public void toTable(String table, DitioRecord record, boolean delete) {
        if (isFor(Target.table(table))) {
            take(tables.computeIfAbsent(table, name -> new LinkedHashMap<>()), record, delete);
        }
    }

    /** Takes a record for a topic: to be published as it is, for a delete with a null value behind it. */
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

    /** Records with a fault, and what stood between the records and is none. */
    List<Reject> rejects() {
        return rejects;
    }

    /** The ids on the page, whatever the route did with them. */
    Set<String> ids() {
        return page.records().stream()
                .map(DitioRecord::id)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Whether any record of the page has a field, be it null. */
    boolean has(String field) {
        return page.has(field);
    }

    /** Of changes of a table, the records to delete or those to store. */
    static List<DitioRecord> records(Map<String, Change> changes, boolean deletes) {
        return changes.values().stream()
                .filter(change -> change.delete() == deletes)
                .map(Change::record)
                .toList();
    }

    /** The records that a delete is for, or an upsert. */
    List<DitioRecord> records(boolean delete) {
        return Stream.concat(tables.values().stream(), topics.values().stream())
                .flatMap(changes -> changes.values().stream())
                .filter(change -> change.delete() == delete)
                .map(Change::record)
                .distinct()
                .toList();
    }

    /** Keeps these records alone. */
    void retain(Set<DitioRecord> records) {
        Stream.concat(tables.values().stream(), topics.values().stream())
                .forEach(changes -> changes.values().removeIf(change -> !records.contains(change.record())));
    }

    boolean isEmpty() {
        return tables.isEmpty() && topics.isEmpty() && rejects.isEmpty();
    }

    /** How many records some sink took. */
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
