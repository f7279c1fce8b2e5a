package no.ditioroutes.ditio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import no.ditioroutes.Failure;

/** Reads answers whole, so that a connection is never left hanging and a page is never half there. */
public final class AnswerReader {

    private final ServerClock clock;
    private final int maxBytes;

    /** @param maxBytes the most an answer may hold once inflated, in bytes */
    public AnswerReader(ServerClock clock, int maxBytes) {
        this.clock = clock;
        this.maxBytes = maxBytes;
    }

    /**
     * The answer to a call. Closes the body, which is null where there is none.
     *
     * @throws IOException where it was cut
     * @throws Failure where it is longer than allowed
     */
    public Answer read(ApiCall call, int status, Map<String, Object> headers, InputStream stream) throws IOException {
        try (InputStream body = stream == null ? InputStream.nullInputStream() : stream) {
            var serverTime = clock.observe(text(headers.get("Date")));
            var retryAfter = RetryAfter.parse(text(headers.get("Retry-After")), clock.now());
            return new Answer(call, status, serverTime, retryAfter, Body.read(body, maxBytes));
        } catch (Body.TooLarge e) {
            throw new Failure(
                    Failure.Kind.DITIO,
                    "Ditio answered " + call + " with more than " + maxBytes
                            + " bytes. Lower sync.chunk-limit, or raise ditio.max-page-bytes",
                    e);
        }
    }

    private static String text(Object header) {
        return header == null ? null : header.toString();
    }
}
