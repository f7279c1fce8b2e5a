package no.ditioroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import no.ditioroutes.sandbox.RawResponse.End;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Tests the effect of each kind of fault on the connection. */
@TestInstance(Lifecycle.PER_CLASS)
class FaultsTest {

    private static final String PAGE = "/reporting/v1/machine-registrations";
    private static final String IMPORT = "/masstransport/api/external-excavator-state/import";

    private Sandbox sandbox;
    private ApiCaller caller;

    @BeforeAll
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(50, 0));
        caller = ApiCaller.authorized(sandbox);
    }

    @AfterEach
    void calm() {
        sandbox.faults().clear();
        sandbox.requests().clear();
        sandbox.states().clear();
        caller = ApiCaller.authorized(sandbox);
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    @Test
    void aStatusIsAnsweredSoManyTimesThenAllIsWell() {
        sandbox.faults().next("machine-registrations", 2, Fault.status(503).withRetryAfter("2"));

        List<HttpResponse<String>> answers = List.of(caller.get(PAGE), caller.get(PAGE), caller.get(PAGE));

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(503, 503, 200);
        assertThat(answers.get(0).headers().firstValue("Retry-After")).contains("2");
    }

    @Test
    void aFaultIsForItsPathAlone() {
        sandbox.faults().always("machine-registrations", Fault.status(500));

        assertThat(caller.get("/reporting/v1/time-registrations").statusCode()).isEqualTo(200);
        assertThat(caller.get(PAGE).statusCode()).isEqualTo(500);
    }

    @Test
    void aFaultCanWaitForALaterCall() {
        sandbox.faults().after("machine-registrations", 1, Fault.status(429));

        List<Integer> statuses = List.of(
                caller.get(PAGE).statusCode(),
                caller.get(PAGE).statusCode(),
                caller.get(PAGE).statusCode());

        assertThat(statuses).containsExactly(200, 429, 200);
    }

    @Test
    void chanceIsTheSameForASeed() {
        assertThat(statusesByChance()).isEqualTo(statusesByChance()).contains(200, 500);
    }

    @Test
    void aResetComesBeforeAnyByte() throws IOException {
        sandbox.faults().next("machine", ConnectionFaults.resetBeforeAnswer());

        RawResponse wire = RawResponse.get(sandbox, PAGE);

        assertThat(wire.end()).isEqualTo(End.RESET);
        assertThat(wire.text()).isEmpty();
    }

    @Test
    void aResetMayComeAfterHalfTheBody() throws IOException {
        sandbox.faults().next("machine", ConnectionFaults.resetAfterHalf());

        assertThat(RawResponse.get(sandbox, PAGE).end()).isEqualTo(End.RESET);
    }

    @Test
    void aBodyIsCutShortOfItsLength() throws IOException {
        sandbox.faults().next("machine", ConnectionFaults.cutWithLength());

        RawResponse wire = RawResponse.get(sandbox, PAGE);

        assertThat(wire.end()).isEqualTo(End.CLOSED);
        assertThat(wire.bodyLength()).isPositive().isLessThan(wire.contentLength());
    }

    @Test
    void aBodyIsCutInsideAChunk() throws IOException {
        sandbox.faults().next("machine", ConnectionFaults.cutChunked());

        RawResponse wire = RawResponse.get(sandbox, PAGE);

        assertThat(wire.head()).contains("Transfer-Encoding: chunked");
        assertThat(wire.body()).doesNotEndWith("0\r\n\r\n");
        assertThat(wire.end()).isEqualTo(End.CLOSED);
    }

    @Test
    void aBodyIsCutWithoutAnyoneHavingSaidHowLongItIs() throws IOException {
        sandbox.faults().next("machine", ConnectionFaults.cutWithoutLength());

        RawResponse wire = RawResponse.get(sandbox, PAGE);

        assertThat(wire.head()).doesNotContain("Content-Length").doesNotContain("Transfer-Encoding");
        assertThat(wire.body()).startsWith("{\"data\":[{").doesNotEndWith("}");
        assertThat(wire.end()).isEqualTo(End.CLOSED);
    }

    @Test
    void aWholeAnswerMayComeInChunks() {
        sandbox.faults().next("machine", ConnectionFaults.chunked());

        assertThat(ApiCaller.json(caller.get(PAGE)).get("data")).hasSize(50);
    }

    @Test
    void aBodyDrips() throws IOException {
        sandbox.faults().next("machine", ConnectionFaults.drip(1));

        RawResponse wire = RawResponse.get(sandbox, PAGE);

        assertThat(wire.end()).isEqualTo(End.OPEN);
        assertThat(wire.bodyLength()).isEqualTo(1);
    }

    @Test
    void aHeadDrips() throws IOException {
        sandbox.faults().next("machine", ConnectionFaults.headerDrip(1));

        RawResponse wire = RawResponse.get(sandbox, PAGE);

        assertThat(wire.text()).isEqualTo("H");
    }

    @Test
    void anAnswerNeverComes() throws IOException {
        sandbox.faults().next("machine", ConnectionFaults.hang());

        RawResponse wire = RawResponse.get(sandbox, PAGE);

        assertThat(wire).extracting(RawResponse::end, RawResponse::text).containsExactly(End.OPEN, "");
    }

    @Test
    void aLoginPageComesAsSuccess() {
        sandbox.faults().next("machine", ResponseFaults.html());

        HttpResponse<String> answer = caller.get(PAGE);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    }

    @Test
    void aCompressedBodyIsSpoilt() throws IOException {
        sandbox.faults().next("machine", ResponseFaults.corruptGzip());

        HttpResponse<byte[]> answer = caller.bytes(caller.request(PAGE).GET());

        assertThatThrownBy(() -> inflated(answer.body())).isInstanceOf(ZipException.class);
    }

    @Test
    void aSmallBodyInflatesToALargeOne() throws IOException {
        sandbox.faults().next("machine", ResponseFaults.gzipBomb(20_000_000));

        HttpResponse<byte[]> answer = caller.bytes(caller.request(PAGE).GET());

        assertThat(answer.body()).hasSizeLessThan(200_000);
        assertThat(inflated(answer.body()).length).isGreaterThan(20_000_000);
    }

    @Test
    void halfADocumentIsDeliveredAsIfWhole() throws IOException {
        sandbox.faults().next("machine", ResponseFaults.truncatedJson());

        RawResponse wire = RawResponse.get(sandbox, PAGE);

        assertThat(wire.bodyLength()).isEqualTo(wire.contentLength());
        assertThat(wire.body()).startsWith("{\"data\":[").doesNotContain("continuationToken\"");
    }

    @Test
    void anyBodyCanBeGiven() {
        sandbox.faults().next("machine", ResponseFaults.rawBody("application/json", "{\"data\":null}"));

        assertThat(caller.get(PAGE).body()).isEqualTo("{\"data\":null}");
    }

    @Test
    void headersAreInjected() {
        sandbox.faults()
                .next(
                        "machine",
                        ResponseFaults.headers(Map.of("CamelHttpUri", "http://evil", "kafka.OVERRIDE_TOPIC", "x")));

        HttpResponse<String> answer = caller.get(PAGE);

        assertThat(answer.headers().firstValue("CamelHttpUri")).contains("http://evil");
        assertThat(answer.headers().firstValue("kafka.OVERRIDE_TOPIC")).contains("x");
        assertThat(ApiCaller.json(answer).get("data")).hasSize(50);
    }

    @Test
    void theClientIsSentElsewhere() {
        sandbox.faults().next("machine", ResponseFaults.redirect(302, "http://127.0.0.1:9/login"));

        HttpResponse<String> answer = caller.get(PAGE);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("http://127.0.0.1:9/login");
    }

    @Test
    void tokensGoRoundInCircles() {
        sandbox.faults().always("machine", ResponseFaults.loopToken("A", "B"));
        ListReader pager = new ListReader(caller, "machine-registrations", new TreeMap<>());

        List<String> tokens = List.of(tokenOfNext(pager), tokenOfNext(pager), tokenOfNext(pager));

        assertThat(tokens).containsExactly("A", "B", "A");
    }

    @Test
    void whatWasAskedIsDoneThoughTheAnswerIsLost() throws IOException {
        sandbox.faults().next("import", ConnectionFaults.answerLost());
        String body = "[{\"companyId\":\"" + Fixture.COMPANY_ID + "\",\"projectId\":\"" + Fixture.PROJECT_ID
                + "\",\"machineId\":\"EX-101\",\"state\":\"Idle\",\"startTime\":\"2026-01-01T00:00:00Z\","
                + "\"endTime\":\"2026-01-01T01:00:00Z\"}]";

        RawResponse wire = RawResponse.send(
                sandbox,
                "POST " + IMPORT + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer static-token\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

        assertThat(wire.end()).isEqualTo(End.RESET);
        assertThat(sandbox.states().received()).hasSize(1);
        assertThat(sandbox.requests().matching("import"))
                .extracting(RecordedRequest::status)
                .containsExactly(201);
    }

    @Test
    void anAnswerIsLate() throws IOException {
        sandbox.faults().next("machine", Fault.delay(Duration.ofHours(1)));

        assertThat(RawResponse.get(sandbox, PAGE).end()).isEqualTo(End.OPEN);
    }

    @Test
    void tokensAreRevokedUntilANewOneIsFetched() {
        sandbox.faults().next("machine", Fault.tokenRevoked());

        List<Integer> old =
                List.of(caller.get(PAGE).statusCode(), caller.get(PAGE).statusCode());
        ApiCaller renewed = new ApiCaller(sandbox).with(TokenRequests.fetch(sandbox));

        assertThat(old).containsExactly(401, 401);
        assertThat(renewed.get(PAGE).statusCode()).isEqualTo(200);
    }

    @Test
    void theDateIsWrongOrMissing() {
        sandbox.faults().next("machine", ResponseFaults.dateSkewed(Duration.ofHours(3)));
        sandbox.faults().next("machine", ResponseFaults.dateMissing());

        HttpResponse<String> skewed = caller.get(PAGE);
        HttpResponse<String> missing = caller.get(PAGE);

        assertThat(date(skewed)).isAfter(Instant.now().plus(Duration.ofHours(2)));
        assertThat(missing.headers().firstValue("Date")).isEmpty();
    }

    @Test
    void theDateFollowsTheServersClock() {
        sandbox.clock().skew(Duration.ofDays(-2));

        Instant date = date(caller.get(PAGE));
        sandbox.clock().reset();

        assertThat(date).isBefore(Instant.now().minus(Duration.ofDays(1)));
    }

    @Test
    void aBodyIsCompressedWhenTheClientAsks() throws IOException {
        HttpResponse<byte[]> answer = caller.bytes(
                caller.request(PAGE).header("Accept-Encoding", "gzip").GET());

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(new String(inflated(answer.body()), StandardCharsets.UTF_8)).startsWith("{\"data\":[{");
    }

    @Test
    void somethingElseHappensBeforeACallIsServed() {
        sandbox.faults().next("machines", Fault.meanwhile(sandbox.machines()::clear));

        HttpResponse<String> answer = caller.get("/core/api/v4/integration/machines");

        assertThat(answer.body()).isEqualTo("[]");
    }

    @Test
    void everyCallIsRecorded() {
        caller.get(PAGE + "?ModifiedSince=2026-01-01T00%3A00%3A00Z");

        RecordedRequest call =
                sandbox.requests().matching("machine-registrations").get(0);

        assertThat(call.query()).containsEntry("ModifiedSince", "2026-01-01T00:00:00Z");
        assertThat(call.rawQuery()).contains("%3A");
        assertThat(call.authorization()).isTrue();
        assertThat(call.status()).isEqualTo(200);
    }

    private List<Integer> statusesByChance() {
        sandbox.faults().sometimes("machine", 0.5, 7, List.of(Fault.status(500)));
        List<Integer> statuses = IntStream.range(0, 12)
                .mapToObj(call -> caller.get(PAGE).statusCode())
                .toList();
        sandbox.faults().clear();
        return statuses;
    }

    private static String tokenOfNext(ListReader pager) {
        pager.next();
        return pager.token();
    }

    private static byte[] inflated(byte[] packed) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    }

    private static Instant date(HttpResponse<?> answer) {
        String text = answer.headers().firstValue("Date").orElseThrow();
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
    }
}
