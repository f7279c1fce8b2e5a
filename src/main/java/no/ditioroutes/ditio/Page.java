package no.ditioroutes.ditio;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** A page of a reporting endpoint, parsed completely, which iterates over its records. */
public final class Page implements Iterable<DitioRecord> {

    /** Has no records and no next page. */
    public static final Page EMPTY =
            new Page(List.of(), List.of(), new Envelope(), new RecordFields(List.of()), new boolean[0]);

    private final List<DitioRecord> records;
    private final List<String> strays;
    private final Envelope envelope;
    private final RecordFields fields;
    private final boolean[] present;

    Page(List<DitioRecord> records, List<String> strays, Envelope envelope, RecordFields fields, boolean[] present) {
        this.records = records;
        this.strays = strays;
        this.envelope = envelope;
        this.fields = fields;
        this.present = present;
    }

    public List<DitioRecord> records() {
        return records;
    }

    /** Returns the items of {@code data} that are not JSON objects, as they came. */
    public List<String> strays() {
        return strays;
    }

    /**
     * Returns whether any record of the page has this field, even if it is null. For a field that was not read, records
     * are parsed again.
     */
    public boolean has(String field) {
        Integer place = fields.place(field);
        return place == null ? records.stream().anyMatch(record -> record.map().containsKey(field)) : present[place];
    }

    /** Returns the continuation token, which is sent back unchanged; empty on the last page. */
    public String token() {
        return envelope.token;
    }

    /** Returns the mode that the server reports, {@code full} or {@code incremental}; empty if it reports none. */
    public String syncTypeName() {
        return envelope.syncTypeName;
    }

    @Override
    public Iterator<DitioRecord> iterator() {
        return records.iterator();
    }

    /** Holds the members beside {@code data}, all of which may be absent. */
    static final class Envelope {

        String token = "";
        String syncTypeName = "";
        int recordCount = -1;

        /**
         * Fails if records are missing. The vendor counts live and deleted records together; a page with fewer was
         * truncated.
         */
        void check(int records) throws IOException {
            if (recordCount >= 0 && recordCount != records) {
                throw new IOException("expected " + recordCount + " records by 'recordCount', found " + records);
            }
        }
    }
}
