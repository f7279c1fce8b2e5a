package no.ditioroutes.ditio;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** One page of a reporting endpoint, parsed to its end. Walks over its records. */
public final class Page implements Iterable<DitioRecord> {

    /** A page without records, and without a next one. */
    public static final Page EMPTY = new Page(List.of(), List.of(), new Envelope());

    private final List<DitioRecord> records;
    private final List<String> strays;
    private final Envelope envelope;

    Page(List<DitioRecord> records, List<String> strays, Envelope envelope) {
        this.records = records;
        this.strays = strays;
        this.envelope = envelope;
    }

    public List<DitioRecord> records() {
        return records;
    }

    /** What stood in {@code data} and was no JSON object, as it came. */
    public List<String> strays() {
        return strays;
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
