package no.ditioroutes.ditio;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** One page of a reporting endpoint, parsed to its end. Walks over its records. */
public final class Page implements Iterable<DitioRecord> {

    /** A page without records, and without a next one. */
    public static final Page EMPTY =
            new Page(List.of(), List.of(), new Envelope(), new Fields(List.of()), new boolean[0]);

    private final List<DitioRecord> records;
    private final List<String> strays;
    private final Envelope envelope;
    private final Fields fields;
    private final boolean[] present;

    Page(List<DitioRecord> records, List<String> strays, Envelope envelope, Fields fields, boolean[] present) {
        this.records = records;
        this.strays = strays;
        this.envelope = envelope;
        this.fields = fields;
        this.present = present;
    }

    public List<DitioRecord> records() {
        return records;
    }

    /** What stood in {@code data} and was no JSON object, as it came. */
    public List<String> strays() {
        return strays;
    }

    /** Whether any record of the page has this field, be it null. A field that is not read costs a parse of records. */
    public boolean has(String field) {
        Integer place = fields.place(field);
        return place == null ? records.stream().anyMatch(record -> record.map().containsKey(field)) : present[place];
    }

    /** The continuation token, to be echoed verbatim; empty on the last page. */
    public String token() {
        return envelope.token;
    }

    /** The mode the server says it used, {@code full} or {@code incremental}; empty where it does not say. */
    public String syncTypeName() {
        return envelope.syncTypeName;
    }

    @Override
    public Iterator<DitioRecord> iterator() {
        return records.iterator();
    }

    /** What stands beside {@code data}. All of it may be absent. */
    static final class Envelope {

        String token = "";
        String syncTypeName = "";
        int recordCount = -1;

        /** The vendor counts live and deleted records together; a page with fewer was cut on its way. */
        void check(int records) throws IOException {
            if (recordCount >= 0 && recordCount != records) {
                throw new IOException("expected 'recordCount' records, " + recordCount + ", found " + records);
            }
        }
    }
}
