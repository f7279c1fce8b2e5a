package no.ditioroutes.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Encodes texts for a query string. */
final class UrlEncoding {

    private UrlEncoding() {}

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
