package no.ditioroutes.ditio;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A request for one page of a reporting endpoint.
 *
 * @param stream the name of the stream, for messages
 * @param base the base URL of the reporting API
 * @param path the path of the endpoint below the base URL
 * @param scope the scopes that the token must have
 * @param parameters all parameters but the token; they are the same on every page of a window
 * @param token the continuation token; empty for the first page
 * @param page the number of the page in its window, counted from 1
 * @param fields the fields to read from each record
 */
public record PageRequest(
        String stream,
        String base,
        String path,
        String scope,
        Map<String, String> parameters,
        String token,
        int page,
        RecordFields fields) {

    public ApiCall call() {
        return ApiCall.page(base + path, query(), scope, toString());
    }

    /**
     * Returns the query string. The token is opaque and may contain any character: it is encoded here, and nowhere
     * again.
     */
    private String query() {
        StringJoiner query = new StringJoiner("&");
        parameters.forEach((name, value) -> query.add(encode(name) + "=" + encode(value)));
        if (!token.isEmpty()) {
            query.add("ContinuationToken=" + encode(token));
        }
        return query.toString();
    }

    /** Returns a description for messages, without the token, which is long and meaningless to readers. */
    @Override
    public String toString() {
        return "page " + page + " of " + stream + " (GET " + path + " " + parameters + ")";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
