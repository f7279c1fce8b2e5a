package no.ditioroutes.ditio;

import java.nio.charset.StandardCharsets;

/**
 * A call to one of Ditio's APIs, which the route {@code call} makes.
 *
 * @param address base URL and path, without a query
 * @param query URL-encoded; empty if there is none
 * @param scope the scopes that the token must have
 * @param body JSON; empty for a GET
 * @param what a description of the call for messages
 * @param isPage whether the call requests a page of a stream, which may be requested again with a smaller size
 */
public record ApiCall(
        String method, String address, String query, String scope, String body, String what, boolean isPage) {

    /** Returns a call that requests a page of a stream. */
    static ApiCall page(String address, String query, String scope, String what) {
        return new ApiCall("GET", address, query, scope, "", what, true);
    }

    /** Returns a call that reads. */
    public static ApiCall get(String address, String query, String scope, String what) {
        return new ApiCall("GET", address, query, scope, "", what, false);
    }

    /** Returns a call that sends JSON. */
    public static ApiCall post(String address, String scope, String json, String what) {
        return new ApiCall("POST", address, "", scope, json, what, false);
    }

    /** Returns a call that changes or deletes; the JSON is empty if nothing is sent. */
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
