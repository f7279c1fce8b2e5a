package no.ditioroutes.ditio;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A record of a page: a slice of the bytes that Ditio sent, and the fields that were read while the page was parsed.
 *
 * <p>Kafka and the column {@code payload} get this slice, so nothing is lost in a conversion. Records are immutable.
 */
public final class DitioRecord {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int number;
    private final byte[] page;
    private final int from;
    private final int to;
    private final RecordFields fields;
    private final String[] values;
    private final String id;
    private final boolean deleted;
    private final Instant version;
    private final String farTime;

    DitioRecord(int number, byte[] page, int from, int to, RecordFields fields, String[] values, Control control) {
        this.number = number;
        this.page = page;
        this.from = from;
        this.to = to;
        this.fields = fields;
        this.values = values;
        this.id = control.id;
        this.deleted = control.deleted;
        this.version = control.version();
        this.farTime = version == null ? control.farTime() : "";
    }

    /** Returns the index of the record on its page, counted from 0. */
    public int number() {
        return number;
    }

    /** Returns the key of the record; empty if Ditio sent none. */
    public String id() {
        return id;
    }

    /** Returns whether this is a tombstone, of which only {@link #id} and the times are meaningful. */
    public boolean isDeleted() {
        return deleted;
    }

    /**
     * Returns the time of this version: {@code modifiedDateTime}, for a tombstone {@code deletedDateTime}; null if
     * Ditio sent neither.
     */
    public Instant version() {
        return version;
    }

    /** Returns why the record cannot be stored or published, whatever a table or topic accepts; empty if it can. */
    public String fault() {
        if (id.isEmpty()) {
            return "no id: a record is stored and published under its id";
        }
        return farTime.isEmpty() ? "" : "its version is dated " + farTime + ", expected a time in the years 1 to 9999";
    }

    /** Returns the fields that were read, in the order of {@link #values}. */
    public RecordFields fields() {
        return fields;
    }

    /**
     * Returns the values of the fields: text of scalars, JSON of objects and arrays, null if a field is null or absent.
     * The array must not be changed.
     */
    public String[] values() {
        return values;
    }

    /** Returns a field as text, as JSON if it is an object or array, or null. */
    public String text(String field) {
        Integer place = fields.place(field);
        if (place != null) {
            return values[place];
        }
        Object value = get(field);
        return value instanceof Map || value instanceof List ? json(value) : Objects.toString(value, null);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a field that was parsed cannot be written", e);
        }
    }

    /** Returns a field as Jackson reads it: text, number, boolean, map, list or null. */
    public Object get(String field) {
        return map().get(field);
    }

    /** Returns all fields as Jackson reads them. It parses the record again, for routes that need other fields. */
    public Map<String, Object> map() {
        try {
            return JSON.readValue(page, from, to - from, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("a record that was parsed with its page cannot be parsed alone", e);
        }
    }

    /** Returns the record as Ditio sent it, in UTF-8. */
    public byte[] json() {
        return Arrays.copyOfRange(page, from, to);
    }

    /** Returns the bytes of the page, of which this record is the slice from {@link #from} to before {@link #to}. */
    public byte[] page() {
        return page;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    /** Returns the record as Ditio sent it. */
    @Override
    public String toString() {
        return new String(page, from, to - from, StandardCharsets.UTF_8);
    }

    /** Holds the four fields that decide how a record is processed. */
    static final class Control {

        String id = "";
        boolean deleted;
        String modified;
        String deletedAt;

        Instant version() {
            Instant modification = DitioInstants.parse(modified).orElse(null);
            return deleted ? DitioInstants.parse(deletedAt).orElse(modification) : modification;
        }

        String farTime() {
            return modified != null && DitioInstants.isOutOfRange(modified) ? modified : "";
        }
    }
}
