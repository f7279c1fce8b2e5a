package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** What goes back to the client, before it is put on the wire. Immutable. */
final class Answer {

    static final String JSON = "application/json; charset=utf-8";
    private static final String ENCODING = "Content-Encoding";

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private Answer(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static Answer of(int status) {
        return new Answer(status, new TreeMap<>(String.CASE_INSENSITIVE_ORDER), new byte[0]);
    }

    static Answer json(int status, JsonNode body) {
        return of(status).withBody(JSON, Json.bytes(body));
    }

    Answer withStatus(int other) {
        return new Answer(other, headers, body);
    }

    Answer withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    Answer withBody(byte[] other) {
        return new Answer(status, headers, other);
    }

    Answer withBody(String contentType, byte[] other) {
        return withBody(other).withHeader("Content-Type", contentType);
    }

    Answer withBody(String contentType, String text) {
        return withBody(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Compressed, unless there is nothing to compress or something else already claims an encoding. */
    Answer gzipped() {
        return body.length == 0 || headers.containsKey(ENCODING)
                ? this
                : withBody(gzip(body)).withHeader(ENCODING, "gzip");
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 4 + 64);
        try (OutputStream gzip = new FastGzip(packed)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    /** Loopback has bandwidth to spare, so compression is set for speed. */
    static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
