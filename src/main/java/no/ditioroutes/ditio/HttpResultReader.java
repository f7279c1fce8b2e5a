package no.ditioroutes.ditio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import no.ditioroutes.UserFacingException;

/** Reads responses completely, so that connections return to the pool and a page is never partial. */
public final class HttpResultReader {

    /** Each stream holds up to three pages in memory, each with the objects that are made of it. */
    private static final int SHARE_OF_HEAP = 32;

    private final ServerClock clock;
    private final int maxBytes;
    private final int maxPageBytes;

    /**
     * @param maxBytes the limit of a response in bytes after decompression; a page is also limited to its share of the
     *     heap
     */
    public HttpResultReader(ServerClock clock, int maxBytes) {
        this.clock = clock;
        this.maxBytes = maxBytes;
        this.maxPageBytes = (int) Math.min(maxBytes, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /**
     * Reads the response to a call and closes its body, which is null if there is none.
     *
     * @throws PageTooLargeException if a page exceeds the limit
     * @throws IOException if the body was truncated
     * @throws UserFacingException if any other response exceeds the limit
     */
    public HttpResult read(ApiCall call, int status, Map<String, Object> headers, InputStream stream)
            throws IOException {
        int limit = call.isPage() ? maxPageBytes : maxBytes;
        try (InputStream body = stream == null ? InputStream.nullInputStream() : stream) {
            var serverTime = clock.observe(text(headers.get("Date")));
            var retryAfter = RetryAfterHeader.parse(text(headers.get("Retry-After")), clock.now());
            return new HttpResult(call, status, serverTime, retryAfter, ResponseBody.read(body, limit));
        } catch (ResponseBody.TooLargeException e) {
            String what = "Ditio answered " + call + " with more than " + limit + " bytes";
            if (call.isPage()) {
                throw new PageTooLargeException(what, e);
            }
            throw new UserFacingException(UserFacingException.Kind.DITIO, what + ". Raise ditio.max-page-bytes", e);
        }
    }

    private static String text(Object header) {
        return header == null ? null : header.toString();
    }
}
