package no.ditioroutes.ditio;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.WriteResult.Fate;

/** Interprets the responses of the Core API: machines, projects and work orders. */
public final class CoreApi {

    /** A token for these calls must have this scope. */
    public static final String SCOPE = "ditioapiv3";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final StatusPolicy refusals;

    public CoreApi(StatusPolicy refusals) {
        this.refusals = refusals;
    }

    /**
     * Returns the requested JSON; a missing node if Ditio does not have it, or does not show it to this client.
     *
     * @throws IOException if a retry may help
     * @throws UserFacingException if no retry can help
     */
    public JsonNode read(HttpResult answer) throws IOException {
        if (answer.status() == 200) {
            return parse(answer);
        }
        refusals.judge(answer);
        if (answer.status() == 404) {
            return MissingNode.getInstance();
        }
        throw new UserFacingException(
                UserFacingException.Kind.DITIO,
                answer + ". Expected 200 with JSON; check DITIO_API_BASE and any proxy");
    }

    /**
     * Returns the result of a write. After a 5xx it is unclear, since Ditio may have failed after storing.
     *
     * @throws UnavailableException if Ditio was too busy to process the call
     * @throws UserFacingException if the client is refused
     */
    public WriteResult reply(HttpResult answer) throws UnavailableException {
        int status = answer.status();
        if (status == 401 || status == 429) {
            refusals.judge(answer);
        }
        JsonNode body = parsed(answer);
        if (status >= 200 && status < 300) {
            return new WriteResult(Fate.DONE, body, new ApiError("", "", ""), answer.toString());
        }
        return status >= 400 && status < 500 && status != 408
                ? new WriteResult(Fate.REFUSED, body, refusal(answer, body), answer.toString())
                : new WriteResult(Fate.UNCLEAR, body, new ApiError("", "", ""), answer.toString());
    }

    private ApiError refusal(HttpResult answer, JsonNode body) {
        ApiError said = ApiError.of(body);
        if (answer.status() == 403) {
            return new ApiError(said.code(), "", answer + ". " + refusals.whyForbidden(answer));
        }
        return said.isEmpty() ? new ApiError("", "", answer.toString()) : said;
    }

    private static JsonNode parse(HttpResult answer) throws UnavailableException {
        ResponseBody body = answer.body();
        try {
            JsonNode node = JSON.readTree(body.bytes(), 0, body.length());
            if (!node.isMissingNode()) {
                return node;
            }
            throw new IOException("it is empty");
        } catch (IOException e) {
            throw new UnavailableException(
                    "Ditio answered " + answer.call() + " with " + answer.status() + " and " + body.length()
                            + " bytes that are not JSON: "
                            + e.getMessage().lines().findFirst().orElse("") + ". They begin: " + body.excerpt(),
                    answer.status(),
                    e);
        }
    }

    private static JsonNode parsed(HttpResult answer) {
        try {
            return parse(answer);
        } catch (UnavailableException e) {
            return MissingNode.getInstance();
        }
    }
}
