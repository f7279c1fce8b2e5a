package no.ditioroutes.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import no.ditioroutes.ditio.DitioRecord;
import no.ditioroutes.ditio.Page;
import no.ditioroutes.store.Reject;

/**
 * What the route did with the records of one page, to be written in one go.
 *
 * <p>For each table and each topic the newest version of an id wins, of equal ones the later; the older ones of the page
 * are superseded before anybody could have seen them.
 */
public final class Block {

    /** What is to become of a record in a table or a topic. */
    record Change(DitioRecord record, boolean delete) {}

    private final String stream;
    private final Map<String, Map<String, Change>> tables = new LinkedHashMap<>();
    private final Map<String, Map<String, Change>> topics = new LinkedHashMap<>();
    private final List<Reject> rejects = new ArrayList<>();
    private final Page page;
    private final boolean[] taken;

    Block(String stream, Page page) {
        this.stream = stream;
        this.page = page;
        this.taken = new boolean[page.records().size()];
        page.strays().forEach(raw -> rejects.add(new Reject(stream, "", "not a JSON object", raw)));
    }

    /** Takes a record for a table: to be stored, or to be removed. */
    public void toTable(String table, DitioRecord record, boolean delete) {
        take(tables.computeIfAbsent(table, name -> new LinkedHashMap<>()), record, delete);
    }

    /** Takes a record for a topic: to be published as it is, for a delete with a null value behind it. */
    public void toTopic(String topic, DitioRecord record, boolean delete) {
        take(topics.computeIfAbsent(topic, name -> new LinkedHashMap<>()), record, delete);
    }

    Map<String, Map<String, Change>> tables() {
        return tables;
    }

    Map<String, Map<String, Change>> topics() {
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

    private void take(Map<String, Change> changes, DitioRecord record, boolean delete) {
        boolean first = !taken[record.number()];
        taken[record.number()] = true;
        if (record.fault().isEmpty()) {
            changes.merge(record.id(), new Change(record, delete), Block::newer);
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
