package no.ditioroutes.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import no.ditioroutes.sandbox.ClientConnection.Framing;

/**
 * One fault in one call: the request may not reach the API, its response may be replaced, or the response may not
 * arrive intact. Immutable; the {@code with…} methods return a variant.
 */
public final class Fault {

    static final Fault NONE = new Fault(true);

    private final boolean served;
    private boolean revokesTokens;
    private Duration delay = Duration.ZERO;
    private Duration dateSkew = Duration.ZERO;
    private UnaryOperator<ApiRequest> question = UnaryOperator.identity();
    private UnaryOperator<ApiResponse> change = UnaryOperator.identity();
    private ResponseDelivery delivery = ResponseDelivery.whole(Framing.LENGTH);

    private Fault(boolean served) {
        this.served = served;
    }

    /** Answers this status with an error body; the request does not reach the API. */
    public static Fault status(int code) {
        String body = "{\"error\":\"Sandbox" + code + "\",\"message\":\"Sandkassen svarer " + code + "\"}";
        return replaced(ApiResponse.of(code).withBody(ApiResponse.JSON, body));
    }

    /** Sends the correct response after this delay. */
    public static Fault delay(Duration delay) {
        return new Fault(true).withDelay(delay);
    }

    /** Runs an action first, then sends the correct response. */
    public static Fault meanwhile(Runnable action) {
        return served().asking(request -> {
            action.run();
            return request;
        });
    }

    /** Revokes all tokens first, so that calls get 401 until the client fetches a new token. */
    public static Fault tokenRevoked() {
        Fault fault = new Fault(true);
        fault.revokesTokens = true;
        return fault;
    }

    /** Returns a variant with another body. */
    public Fault withBody(String contentType, String body) {
        return copy().changed(response -> response.withBody(contentType, body));
    }

    /** Returns a variant with one more header; an empty value removes the header. */
    public Fault withHeader(String name, String value) {
        return copy().header(name, value);
    }

    /** Returns a variant with this {@code Retry-After}: seconds, an HTTP date, or an invalid value. */
    public Fault withRetryAfter(String value) {
        return withHeader("Retry-After", value);
    }

    /** Returns a variant that is delayed. */
    public Fault withDelay(Duration wait) {
        Fault fault = copy();
        fault.delay = wait;
        return fault;
    }

    /** Returns a fault whose request reaches the API. */
    static Fault served() {
        return new Fault(true);
    }

    /** Returns a fault whose request does not reach the API. */
    static Fault unserved() {
        return new Fault(false);
    }

    boolean isServed() {
        return served;
    }

    boolean revokesTokens() {
        return revokesTokens;
    }

    Duration delay() {
        return delay;
    }

    ApiRequest ask(ApiRequest request) {
        return question.apply(request);
    }

    ApiResponse change(ApiResponse response, Clock clock) {
        ApiResponse dated = dateSkew.isZero()
                ? response
                : response.withHeader("Date", ClientConnection.date(Clock.offset(clock, dateSkew)));
        return change.apply(dated);
    }

    void deliver(ApiResponse response, ClientConnection connection) throws InterruptedException {
        delivery.deliver(response, connection);
    }

    static Fault replaced(ApiResponse response) {
        return new Fault(false).changed(ignored -> response);
    }

    private Fault copy() {
        Fault fault = new Fault(served);
        fault.revokesTokens = revokesTokens;
        fault.delay = delay;
        fault.dateSkew = dateSkew;
        fault.question = question;
        fault.change = change;
        fault.delivery = delivery;
        return fault;
    }

    Fault header(String name, String value) {
        return changed(response -> response.withHeader(name, value));
    }

    Fault changed(UnaryOperator<ApiResponse> next) {
        UnaryOperator<ApiResponse> before = change;
        change = response -> next.apply(before.apply(response));
        return this;
    }

    Fault asking(UnaryOperator<ApiRequest> other) {
        question = other;
        return this;
    }

    Fault skewing(Duration ahead) {
        dateSkew = ahead;
        return this;
    }

    Fault delivered(ResponseDelivery other) {
        delivery = other;
        return this;
    }
}
