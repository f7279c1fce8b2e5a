package no.ditioroutes.ditio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses a page of the reporting API in one pass, strictly and to its end: a truncated body is never accepted as a
 * page, even if the connection was closed cleanly.
 */
public final class PageParser {

    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] bytes;
    private final RecordFields fields;
    private final JsonParser parser;
    private final List<DitioRecord> records = new ArrayList<>();
    private final List<String> strays = new ArrayList<>();
    private final Page.Envelope envelope = new Page.Envelope();
    private final boolean[] present;
    private boolean hasData;

    private PageParser(byte[] bytes, int length, RecordFields fields) throws IOException {
        this.bytes = bytes;
        this.fields = fields;
        this.present = new boolean[fields.size()];
        this.parser = JSON.createParser(bytes, 0, length);
    }

    /**
     * Parses the page in the first {@code length} bytes.
     *
     * @throws IOException if they are not exactly one JSON object with an array {@code data} and a continuation token
     *     that is text, null or absent
     */
    public static Page read(byte[] bytes, int length, RecordFields fields) throws IOException {
        PageParser reader = new PageParser(bytes, length, fields);
        try (reader.parser) {
            return reader.page();
        }
    }

    private Page page() throws IOException {
        expect(parser.nextToken() == JsonToken.START_OBJECT, "a JSON object");
        // Slices are cut by byte offset, which Jackson reports only for UTF-8; Ditio sends nothing else.
        expect(parser.currentLocation().getByteOffset() >= 0, "JSON in UTF-8");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            member(parser.currentName());
        }
        expect(parser.nextToken() == null, "nothing after the JSON object");
        expect(hasData, "an array 'data'");
        envelope.check(records.size() + strays.size());
        return new Page(records, strays, envelope, fields, present);
    }

    private void member(String name) throws IOException {
        JsonToken value = parser.nextToken();
        switch (name) {
            case "data" -> data(value);
            case "continuationToken" -> envelope.token = token(value);
            case "syncTypeName" -> envelope.syncTypeName = parser.getText();
            case "recordCount" -> envelope.recordCount = parser.getValueAsInt(-1);
            default -> parser.skipChildren();
        }
    }

    private String token(JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return "";
        }
        expect(value == JsonToken.VALUE_STRING, "a 'continuationToken' that is text");
        String token = parser.getText();
        expect(token.isEmpty() || !token.isBlank(), "a 'continuationToken' that is not blank");
        return token;
    }

    private void data(JsonToken value) throws IOException {
        expect(value == JsonToken.START_ARRAY, "an array 'data'");
        hasData = true;
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            if (item == JsonToken.START_OBJECT) {
                records.add(record());
            } else {
                strays.add(raw(item));
            }
        }
    }

    private DitioRecord record() throws IOException {
        int from = position();
        String[] values = new String[fields.size()];
        DitioRecord.Control control = new DitioRecord.Control();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            Integer place = fields.place(name);
            boolean scalar = token.isScalarValue();
            if (place != null) {
                values[place] = scalar ? text(token) : raw(token);
                present[place] = true;
            }
            control(control, name, scalar ? token : parser.currentToken());
            parser.skipChildren();
        }
        return new DitioRecord(records.size(), bytes, from, end(), fields, values, control);
    }

    private void control(DitioRecord.Control control, String name, JsonToken token) throws IOException {
        switch (name) {
            case "id" -> control.id = isKey(token) ? parser.getText() : "";
            case "isDeleted" ->
                control.deleted = token == JsonToken.VALUE_TRUE
                        || (token == JsonToken.VALUE_STRING && parser.getValueAsBoolean());
            case "modifiedDateTime" -> control.modified = text(token);
            case "deletedDateTime" -> control.deletedAt = text(token);
            default -> {}
        }
    }

    /** Returns whether a value can be an id. Ids are text everywhere; a number is accepted by its digits. */
    private static boolean isKey(JsonToken token) {
        return token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT;
    }

    private String text(JsonToken token) throws IOException {
        return token == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    /** Returns the bytes of a value as text, and moves the parser to its end. */
    private String raw(JsonToken token) throws IOException {
        int from = position();
        if (token.isStructStart()) {
            parser.skipChildren();
        } else {
            parser.finishToken();
        }
        return new String(bytes, from, end() - from, StandardCharsets.UTF_8);
    }

    private int position() {
        return Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    }

    private int end() {
        return Math.toIntExact(parser.currentLocation().getByteOffset());
    }

    private void expect(boolean holds, String what) throws IOException {
        if (!holds) {
            throw new IOException("expected " + what + ", found " + found());
        }
    }

    private String found() throws IOException {
        JsonToken token = parser.currentToken();
        return token == null ? "the end of the answer" : token + " at byte " + position();
    }
}
