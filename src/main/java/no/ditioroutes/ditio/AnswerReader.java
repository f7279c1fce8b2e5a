package no.ditioroutes.ditio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import no.ditioroutes.Failure;

/** Reads answers whole, so that a connection is never left hanging and a page is never half there. */
public final class AnswerReader {

    /** Three pages are in memory at once for each stream, each with what is made of it. */
    private static final int SHARE_OF_HEAP = 32;

    private final ServerClock clock;
    private final int maxBytes;
    private final int maxPageBytes;

    /** @param maxBytes the most an answer may hold once inflated, in bytes; a page also no more than its share of the heap */
    public AnswerReader(ServerClock clock, int maxBytes) {
        this.clock = clock;
        this.maxBytes = maxBytes;
        this.maxPageBytes = (int) Math.min(maxBytes, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /**
     * The answer to a call. Closes the body, which is null where there is none.
     *
     * @throws PageTooLargeException if a page is longer than allowed
     * @throws IOException where it was cut
     * @throws Failure where any other answer it is longer than allowed
     */
    public Answer read(ApiCall call, int status, Map<String, Object> headers, InputStream stream) throws IOException {
        int most = call.isPage() ? maxPageBytes : maxBytes;
        try (InputStream body = stream == null ? InputStream.nullInputStream() : stream) {
            var serverTime = clock.observe(text(headers.get("Date")));
            var retryAfter = RetryAfter.parse(text(headers.get("Retry-After")), clock.now());
            return new Answer(call, status, serverTime, retryAfter, Body.read(body, most));
        } catch (Body.TooLarge e) {
            String what = "Ditio answered " + call + " with more than " + most + " bytes";
            if (call.isPage()) {
                throw new PageTooLargeException(what, e);
            }
            throw new Failure(Failure.Kind.DITIO, what + ". Raise ditio.max-page-bytes", e);
        }
    }

    private static String text(Object header) {
        return header == null ? null : header.toString();
    }
}
