package no.ditioroutes.ditio;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The request for one page of a reporting endpoint.
 *
 * @param stream the stream it is for, to be named in messages
 * @param base the reporting base
 * @param path the endpoint below the base
 * @param scope the scopes the token must have
 * @param parameters every parameter but the token; the same on every page of a window
 * @param token the continuation token; empty for the first page
 * @param page the number of the page in its window, from 1
 * @param fields what is read out of each record
 */
public record PageRequest(
        String stream,
        String base,
        String path,
        String scope,
        Map<String, String> parameters,
        String token,
        int page,
        Fields fields) {

    public ApiCall call() {
        return ApiCall.page(base + path, query(), scope, toString());
    }

    /** The query string. The token is opaque and may hold any character: it is encoded here, and nowhere again. */
    private String query() {
        StringJoiner query = new StringJoiner("&");
        parameters.forEach((name, value) -> query.add(encode(name) + "=" + encode(value)));
        if (!token.isEmpty()) {
            query.add("ContinuationToken=" + encode(token));
        }
        return query.toString();
    }

    /** For messages; without the token, which is long and means nothing to anybody. */
    @Override
    public String toString() {
        return "page " + page + " of " + stream + " (GET " + path + " " + parameters + ")";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
