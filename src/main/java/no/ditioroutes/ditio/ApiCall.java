package no.ditioroutes.ditio;

import java.nio.charset.StandardCharsets;

/**
 * A call of one of Ditio's APIs, for the route {@code call} to make.
 *
 * @param address base and path, without a query
 * @param query encoded; empty where there is none
 * @param scope the scopes the token must have
 * @param body JSON; empty for a GET
 * @param what the call in words, for messages
 * @param isPage whether a page of a stream is asked for, of which a smaller one could be
 */
public record ApiCall(
        String method, String address, String query, String scope, String body, String what, boolean isPage) {

    /** A call for a page of a stream. */
    static ApiCall page(String address, String query, String scope, String what) {
        return new ApiCall("GET", address, query, scope, "", what, true);
    }

    /** A call that reads. */
    public static ApiCall get(String address, String query, String scope, String what) {
        return new ApiCall("GET", address, query, scope, "", what, false);
    }

    /** A call that sends JSON. */
    public static ApiCall post(String address, String scope, String json, String what) {
        return new ApiCall("POST", address, "", scope, json, what, false);
    }

    /** A call that changes or removes; the JSON is empty where nothing is sent. */
    public static ApiCall write(String method, String address, String scope, String json, String what) {
        return new ApiCall(method, address, "", scope, json, what, false);
    }

    public byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return what;
    }
}
