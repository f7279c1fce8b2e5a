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

/** A response to a client, before it is written to the connection. Immutable. */
final class ApiResponse {

    static final String JSON = "application/json; charset=utf-8";
    private static final String ENCODING = "Content-Encoding";

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private ApiResponse(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static ApiResponse of(int status) {
        return new ApiResponse(status, new TreeMap<>(String.CASE_INSENSITIVE_ORDER), new byte[0]);
    }

    static ApiResponse json(int status, JsonNode body) {
        return of(status).withBody(JSON, StrictJson.bytes(body));
    }

    ApiResponse withStatus(int other) {
        return new ApiResponse(other, headers, body);
    }

    ApiResponse withHeader(String name, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new ApiResponse(status, more, body);
    }

    ApiResponse withBody(byte[] other) {
        return new ApiResponse(status, headers, other);
    }

    ApiResponse withBody(String contentType, byte[] other) {
        return withBody(other).withHeader("Content-Type", contentType);
    }

    ApiResponse withBody(String contentType, String text) {
        return withBody(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the response compressed, unless the body is empty or already has a content encoding. */
    ApiResponse gzipped() {
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

    /** A gzip stream that is set for speed, since loopback has bandwidth to spare. */
    static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
