package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Faults in the response: its body or its headers are not those of the API. */
public final class ResponseFaults {

    private static final String HTML = "text/html; charset=utf-8";
    private static final String LOGIN_PAGE =
            "<!DOCTYPE html><html><head><title>Logg inn</title></head><body>Logg inn</body></html>";

    private ResponseFaults() {}

    /** Answers 200 with a login page. */
    public static Fault html() {
        return Fault.replaced(ApiResponse.of(200).withBody(HTML, LOGIN_PAGE));
    }

    /** Sends a gzip body whose checksum is wrong. */
    public static Fault corruptGzip() {
        return Fault.served().changed(ResponseFaults::withWrongChecksum);
    }

    /** Sends a gzip body of a few bytes that inflates to this many. */
    public static Fault gzipBomb(long inflatedBytes) {
        ApiResponse bomb = ApiResponse.of(200)
                .withBody(ApiResponse.JSON, bomb(inflatedBytes))
                .withHeader("Content-Encoding", "gzip");
        return Fault.replaced(bomb);
    }

    /** Sends half of the JSON as a complete response. */
    public static Fault truncatedJson() {
        return Fault.served()
                .changed(response -> response.withBody(Arrays.copyOf(response.body(), response.body().length / 2)));
    }

    /** Answers 200 with exactly this text. */
    public static Fault rawBody(String contentType, String body) {
        return rawBody(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers 200 with exactly these bytes. */
    public static Fault rawBody(String contentType, byte[] body) {
        return Fault.replaced(ApiResponse.of(200).withBody(contentType, body.clone()));
    }

    /** Sends the correct response with these headers added or replaced. */
    public static Fault headers(Map<String, String> headers) {
        Fault fault = Fault.served();
        headers.forEach(fault::header);
        return fault;
    }

    /** Redirects the client to another address. */
    public static Fault redirect(int code, String location) {
        return Fault.replaced(ApiResponse.of(code).withHeader("Location", location));
    }

    /**
     * Makes pagination endless: every response carries the next of these tokens in turn, whatever page is requested.
     * With one token the same one is returned each time; two alternate.
     */
    public static Fault loopToken(String... tokens) {
        List<String> cycle = List.of(tokens);
        AtomicInteger turn = new AtomicInteger();
        return Fault.served()
                .asking(ResponseFaults::firstPage)
                .changed(response -> withToken(response, cycle.get(turn.getAndIncrement() % cycle.size())));
    }

    /** Sends a {@code Date} header that is ahead of the server's clock by this duration, or behind it if negative. */
    public static Fault dateSkewed(Duration ahead) {
        return Fault.served().skewing(ahead);
    }

    /** Omits the {@code Date} header. */
    public static Fault dateMissing() {
        return headers(Map.of("Date", ""));
    }

    private static ApiResponse withWrongChecksum(ApiResponse response) {
        byte[] packed = ApiResponse.gzip(response.body());
        packed[packed.length - 8] ^= 0x55;
        return response.withBody(packed).withHeader("Content-Encoding", "gzip");
    }

    private static byte[] bomb(long inflatedBytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] blank = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream gzip = new ApiResponse.FastGzip(packed)) {
            gzip.write("{\"data\":[".getBytes(StandardCharsets.US_ASCII));
            for (long written = 0; written < inflatedBytes; written += blank.length) {
                gzip.write(blank);
            }
            gzip.write("]}".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    /** Removes the looping token from the request, since the API does not know it. */
    private static ApiRequest firstPage(ApiRequest request) {
        List<String> rest = Arrays.stream(request.rawQuery().split("&", -1))
                .filter(pair -> !pair.regionMatches(true, 0, "ContinuationToken=", 0, 18))
                .toList();
        return request.withRawQuery(String.join("&", rest));
    }

    private static ApiResponse withToken(ApiResponse response, String token) {
        return StrictJson.parse(response.body())
                .filter(ObjectNode.class::isInstance)
                .map(page -> ((ObjectNode) page).put("continuationToken", token))
                .map(page -> response.withBody(StrictJson.bytes(page)))
                .orElse(response);
    }
}
