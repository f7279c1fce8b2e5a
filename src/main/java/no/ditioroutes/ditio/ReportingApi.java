package no.ditioroutes.ditio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import no.ditioroutes.Failure;

/**
 * Reads the answers of the reporting API: a page, or what is wrong and who can mend it.
 *
 * <p>The vendor's documents and samples do not agree whether a missing scope is a 401 or a 403; both are taken for "not
 * allowed", a 401 only after a fresh token did not help.
 */
public final class ReportingApi {

    private static final int REFUSAL_BYTES = 64 * 1024;

    private final ServerClock clock;
    private final Tokens tokens;
    private final int maxBytes;

    /** @param maxBytes the most an answer may hold once inflated, in bytes */
    public ReportingApi(ServerClock clock, Tokens tokens, int maxBytes) {
        this.clock = clock;
        this.tokens = tokens;
        this.maxBytes = maxBytes;
    }

    /**
     * The page an answer holds. Closes the body.
     *
     * @throws Unauthorized for a 401
     * @throws BadRequest for a 400 or 404
     * @throws IOException where another try may help
     * @throws Failure where none can
     */
    public FetchedPage page(PageRequest request, int status, Map<String, Object> headers, InputStream body)
            throws IOException, Unauthorized, BadRequest {
        try (body) {
            var serverTime = clock.observe(text(headers.get("Date")));
            if (status != 200) {
                refuse(request, status, headers, Body.read(body, REFUSAL_BYTES));
            }
            return new FetchedPage(parse(request, body), serverTime);
        }
    }

    /** What a second 401 in a row means: the token is fresh, so it is the client that is not let in. */
    @SuppressWarnings("DoNotCallSuggester") // called by a route
    public void notLetIn(PageRequest request) {
        throw new Failure(
                Failure.Kind.REFUSED,
                "Ditio refused " + request + " with 401, and again with a fresh token. " + tokens.whyNotLetIn());
    }

    private Page parse(PageRequest request, InputStream stream) throws IOException {
        Body body = wholeBody(request, stream);
        try {
            return PageReader.read(body.bytes(), body.length(), request.fields());
        } catch (IOException e) {
            throw new Unavailable(
                    "Ditio answered " + request + " with 200 and " + body.length() + " bytes that are no page: "
                            + e.getMessage().lines().findFirst().orElse("") + ". They begin: " + body.excerpt(),
                    e);
        }
    }

    private Body wholeBody(PageRequest request, InputStream stream) throws IOException {
        try {
            return Body.read(stream, maxBytes);
        } catch (Body.TooLarge e) {
            throw new Failure(
                    Failure.Kind.DITIO,
                    "Ditio answered " + request + " with more than " + maxBytes
                            + " bytes. Lower sync.chunk-limit, or raise ditio.max-page-bytes",
                    e);
        }
    }

    private void refuse(PageRequest request, int status, Map<String, Object> headers, Body body)
            throws Unavailable, Unauthorized, BadRequest {
        String answer = "Ditio answered " + request + " with " + status + ": " + body.excerpt();
        if (status == 401) {
            throw new Unauthorized(answer);
        }
        if (status == 403) {
            throw new Failure(Failure.Kind.REFUSED, answer + ". " + tokens.whyForbidden(request.scope()));
        }
        if (status == 408 || status == 429 || status >= 500) {
            throw new Unavailable(answer, RetryAfter.parse(text(headers.get("Retry-After")), clock.now()));
        }
        if (status == 400 || status == 404) {
            throw new BadRequest(answer);
        }
        throw new Failure(
                Failure.Kind.DITIO, answer + ". Expected 200 with a page; check DITIO_REPORTING_BASE and any proxy");
    }

    private static String text(Object header) {
        return header == null ? null : header.toString();
    }
}
