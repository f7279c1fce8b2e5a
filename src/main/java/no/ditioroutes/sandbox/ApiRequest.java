package no.ditioroutes.sandbox;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One request as received, not decoded yet. */
final class ApiRequest {

    private final String method;
    private final String path;
    private final String rawQuery;
    private final Map<String, String> headers;
    private final byte[] body;
    private final boolean keepAlive;

    private ApiRequest(
            String method, String path, String rawQuery, Map<String, String> headers, byte[] body, boolean keepAlive) {
        this.method = method;
        this.path = path;
        this.rawQuery = rawQuery;
        this.headers = headers;
        this.body = body;
        this.keepAlive = keepAlive;
    }

    static ApiRequest of(FullHttpRequest message) {
        String[] target = message.uri().split("\\?", 2);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        message.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        byte[] body = new byte[message.content().readableBytes()];
        message.content().readBytes(body);
        return new ApiRequest(
                message.method().name(),
                target[0],
                target.length > 1 ? target[1] : "",
                headers,
                body,
                HttpUtil.isKeepAlive(message));
    }

    ApiRequest withRawQuery(String other) {
        return new ApiRequest(method, path, other, headers, body, keepAlive);
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    String rawQuery() {
        return rawQuery;
    }

    byte[] body() {
        return body;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    Map<String, String> headers() {
        return headers;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    boolean acceptsGzip() {
        return header("Accept-Encoding").orElse("").toLowerCase(Locale.ROOT).contains("gzip");
    }

    /** Returns the media type in lower case and without its parameters; empty if there is none. */
    String mediaType() {
        return header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
