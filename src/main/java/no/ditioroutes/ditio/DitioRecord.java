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
 * One record of a page: a slice of the very bytes Ditio sent, and the fields that were read while the page was parsed.
 *
 * <p>The slice is what Kafka and the column {@code payload} get, so nothing is lost in a conversion. Immutable.
 */
public final class DitioRecord {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int number;
    private final byte[] page;
    private final int from;
    private final int to;
    private final Fields fields;
    private final String[] values;
    private final String id;
    private final boolean deleted;
    private final Instant version;
    private final String farTime;

    DitioRecord(int number, byte[] page, int from, int to, Fields fields, String[] values, Control control) {
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

    /** The place of the record on its page, from 0. */
    public int number() {
        return number;
    }

    /** The key of the record; empty where Ditio sent none. */
    public String id() {
        return id;
    }

    /** Whether this is a tombstone; only {@link #id} and the times of a tombstone mean anything. */
    public boolean isDeleted() {
        return deleted;
    }

    /**
     * When this version came to be: {@code modifiedDateTime}, for a tombstone {@code deletedDateTime}; null where Ditio
     * sent neither.
     */
    public Instant version() {
        return version;
    }

    /** Why it cannot be stored or published, whatever a table or topic takes; empty where nothing is wrong with it. */
    public String fault() {
        if (id.isEmpty()) {
            return "no id: a record is stored and published under its id";
        }
        return farTime.isEmpty()
                ? ""
                : "its version is of " + farTime + ", expected a time of the years 1 to 9999: no other can be compared";
    }

    /** The fields that were read; {@link #values} are in their order. */
    public Fields fields() {
        return fields;
    }

    /** Texts of scalars, JSON of objects and arrays, null where the field is null or absent. Not to be changed. */
    public String[] values() {
        return values;
    }

    /** A field as text (JSON where it is an object or an array), or null. */
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
            throw new UncheckedIOException("a field that was read does not write", e);
        }
    }

    /** A field as Jackson reads it: text, number, boolean, map, list or null. */
    public Object get(String field) {
        return map().get(field);
    }

    /** All fields, as Jackson reads them. Parses the record again: for routes that look into a field of their own. */
    public Map<String, Object> map() {
        try {
            return JSON.readValue(page, from, to - from, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("a record that was parsed with its page does not parse alone", e);
        }
    }

    /** The record as Ditio sent it, UTF-8. */
    public byte[] json() {
        return Arrays.copyOfRange(page, from, to);
    }

    /** The bytes of the page this record is a slice of, from {@link #from} to before {@link #to}. */
    public byte[] page() {
        return page;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    /** The record as Ditio sent it. */
    @Override
    public String toString() {
        return new String(page, from, to - from, StandardCharsets.UTF_8);
    }

    /** The four fields that decide what becomes of a record. */
    static final class Control {

        String id = "";
        boolean deleted;
        String modified;
        String deletedAt;

        Instant version() {
            Instant modification = Instants.parse(modified).orElse(null);
            return deleted ? Instants.parse(deletedAt).orElse(modification) : modification;
        }

        String farTime() {
            return modified != null && Instants.isOutOfRange(modified) ? modified : "";
        }
    }
}
