package no.ditioroutes.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text made fit for a query string. */
final class Url {

    private Url() {}

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
