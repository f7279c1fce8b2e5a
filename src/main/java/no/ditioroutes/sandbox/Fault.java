package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import no.ditioroutes.sandbox.Connection.Framing;

/**
 * One thing that goes wrong with one call: the request may never reach the API, its answer may be another
 * one, or the answer may not arrive as it should. Immutable; the {@code with…} methods return a variant.
 */
public final class Fault {

    static final Fault NONE = new Fault(true);
    private static final String HTML = "text/html; charset=utf-8";
    private static final String LOGIN_PAGE =
            "<!DOCTYPE html><html><head><title>Logg inn</title></head><body>Logg inn</body></html>";

    private final boolean served;
    private boolean revokesTokens;
    private Duration delay = Duration.ZERO;
    private Duration dateSkew = Duration.ZERO;
    private UnaryOperator<Request> question = UnaryOperator.identity();
    private UnaryOperator<Answer> change = UnaryOperator.identity();
    private Delivery delivery = Delivery.whole(Framing.LENGTH);

    private Fault(boolean served) {
        this.served = served;
    }

    /** Answers this status with an error body; the API never sees the request. */
    public static Fault status(int code) {
        String body = "{\"error\":\"Sandbox" + code + "\",\"message\":\"Sandkassen svarer " + code + "\"}";
        return replaced(Answer.of(code).withBody(Answer.JSON, body));
    }

    /** Closes the connection with a reset; the API never sees the request. */
    public static Fault resetBeforeAnswer() {
        return new Fault(false).delivered(Delivery.resetBeforeAnswer());
    }

    /** Resets the connection after half the body. */
    public static Fault resetAfterHalf() {
        return new Fault(true).delivered(Delivery.resetAfterHalf());
    }

    /** Does what was asked, then resets the connection instead of answering. */
    public static Fault answerLost() {
        return new Fault(true).delivered(Delivery.resetBeforeAnswer());
    }

    /** Closes mid body although {@code Content-Length} promised more. */
    public static Fault cutWithLength() {
        return new Fault(true).delivered(Delivery.cut(Framing.LENGTH));
    }

    /** Closes in the middle of a chunk. */
    public static Fault cutChunked() {
        return new Fault(true).delivered(Delivery.cut(Framing.CHUNKED));
    }

    /** Closes mid body where only the close tells the end: no client can see it but in the content. */
    public static Fault cutWithoutLength() {
        return new Fault(true).delivered(Delivery.cut(Framing.CLOSE));
    }

    /** A whole, correct answer in chunks; not wrong, but different. */
    public static Fault chunked() {
        return new Fault(true).delivered(Delivery.whole(Framing.CHUNKED));
    }

    /** The body comes this slowly. */
    public static Fault drip(int bytesPerSecond) {
        return new Fault(true).delivered(Delivery.drip(bytesPerSecond));
    }

    /** The status line and the headers come this slowly. */
    public static Fault headerDrip(int bytesPerSecond) {
        return new Fault(true).delivered(Delivery.headerDrip(bytesPerSecond));
    }

    /** Never answers and never closes. */
    public static Fault hang() {
        return new Fault(false).delivered(Delivery.never());
    }

    /** Answers 200 with a login page. */
    public static Fault html() {
        return replaced(Answer.of(200).withBody(HTML, LOGIN_PAGE));
    }

    /** A gzip body whose checksum is wrong. */
    public static Fault corruptGzip() {
        return new Fault(true).changed(Fault::withWrongChecksum);
    }

    /** A gzip body of a few bytes that inflates to this many. */
    public static Fault gzipBomb(long inflatedBytes) {
        Answer bomb = Answer.of(200).withBody(Answer.JSON, bomb(inflatedBytes)).withHeader("Content-Encoding", "gzip");
        return replaced(bomb);
    }

    /** Half of the JSON, delivered as if it were all. */
    public static Fault truncatedJson() {
        return new Fault(true)
                .changed(answer -> answer.withBody(Arrays.copyOf(answer.body(), answer.body().length / 2)));
    }

    /** Answers 200 with exactly this text. */
    public static Fault rawBody(String contentType, String body) {
        return rawBody(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers 200 with exactly these bytes. */
    public static Fault rawBody(String contentType, byte[] body) {
        return replaced(Answer.of(200).withBody(contentType, body.clone()));
    }

    /** The correct answer with these headers added or replaced. */
    public static Fault headers(Map<String, String> headers) {
        Fault fault = new Fault(true);
        headers.forEach(fault::header);
        return fault;
    }

    /** Sends the client elsewhere. */
    public static Fault redirect(int code, String location) {
        return replaced(Answer.of(code).withHeader("Location", location));
    }

    /**
     * Pages never end: every answer carries the next of these tokens, over and over, whatever page is asked
     * for. One token is "the same as was sent"; two are A, B, A.
     */
    public static Fault loopToken(String... tokens) {
        List<String> cycle = List.of(tokens);
        AtomicInteger turn = new AtomicInteger();
        Fault fault = new Fault(true);
        fault.question = Fault::firstPage;
        return fault.changed(answer -> withToken(answer, cycle.get(turn.getAndIncrement() % cycle.size())));
    }

    /** The correct answer, this much later. */
    public static Fault delay(Duration delay) {
        return new Fault(true).withDelay(delay);
    }

    /** Something else happens first, then comes the correct answer. */
    public static Fault meanwhile(Runnable deed) {
        Fault fault = new Fault(true);
        fault.question = request -> {
            deed.run();
            return request;
        };
        return fault;
    }

    /** Revokes all tokens first: 401 from here until the client fetches a new one. */
    public static Fault tokenRevoked() {
        Fault fault = new Fault(true);
        fault.revokesTokens = true;
        return fault;
    }

    /** The {@code Date} header is this far ahead of the server's clock; negative is behind. */
    public static Fault dateSkewed(Duration ahead) {
        Fault fault = new Fault(true);
        fault.dateSkew = ahead;
        return fault;
    }

    /** No {@code Date} header. */
    public static Fault dateMissing() {
        return headers(Map.of("Date", ""));
    }

    /** Another body for this fault's answer. */
    public Fault withBody(String contentType, String body) {
        return copy().changed(answer -> answer.withBody(contentType, body));
    }

    /** One more header on this fault's answer; an empty value takes the header away. */
    public Fault withHeader(String name, String value) {
        return copy().header(name, value);
    }

    /** {@code Retry-After} as given: seconds, an HTTP date, or nonsense. */
    public Fault withRetryAfter(String value) {
        return withHeader("Retry-After", value);
    }

    /** This fault, and late. */
    public Fault withDelay(Duration wait) {
        Fault fault = copy();
        fault.delay = wait;
        return fault;
    }

    boolean served() {
        return served;
    }

    boolean revokesTokens() {
        return revokesTokens;
    }

    Duration delay() {
        return delay;
    }

    Request ask(Request request) {
        return question.apply(request);
    }

    Answer change(Answer answer, Clock clock) {
        Answer dated =
                dateSkew.isZero() ? answer : answer.withHeader("Date", Connection.date(Clock.offset(clock, dateSkew)));
        return change.apply(dated);
    }

    void deliver(Answer answer, Connection connection) throws InterruptedException {
        delivery.deliver(answer, connection);
    }

    private static Fault replaced(Answer answer) {
        return new Fault(false).changed(ignored -> answer);
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

    private Fault header(String name, String value) {
        return changed(answer -> answer.withHeader(name, value));
    }

    private Fault changed(UnaryOperator<Answer> next) {
        UnaryOperator<Answer> before = change;
        change = answer -> next.apply(before.apply(answer));
        return this;
    }

    private Fault delivered(Delivery other) {
        delivery = other;
        return this;
    }

    private static Answer withWrongChecksum(Answer answer) {
        byte[] packed = Answer.gzip(answer.body());
        packed[packed.length - 8] ^= 0x55;
        return answer.withBody(packed).withHeader("Content-Encoding", "gzip");
    }

    private static byte[] bomb(long inflatedBytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] blank = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream gzip = new Answer.FastGzip(packed)) {
            gzip.write("{\"data\":[".getBytes(StandardCharsets.US_ASCII));
            for (long written = 0; written < inflatedBytes; written += blank.length) {
                gzip.write(blank);
            }
            gzip.write("]}".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    /** Looping tokens mean nothing to the API, so they are taken out before it looks. */
    private static Request firstPage(Request request) {
        List<String> rest = Arrays.stream(request.rawQuery().split("&", -1))
                .filter(pair -> !pair.regionMatches(true, 0, "ContinuationToken=", 0, 18))
                .toList();
        return request.withRawQuery(String.join("&", rest));
    }

    private static Answer withToken(Answer answer, String token) {
        return Json.parse(answer.body())
                .filter(ObjectNode.class::isInstance)
                .map(page -> ((ObjectNode) page).put("continuationToken", token))
                .map(page -> answer.withBody(Json.bytes(page)))
                .orElse(answer);
    }
}
