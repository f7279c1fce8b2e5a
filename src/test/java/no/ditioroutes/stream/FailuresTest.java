package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.sandbox.ConnectionFaults;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Quirk;
import no.ditioroutes.sandbox.RecordedRequest;
import no.ditioroutes.sandbox.ResponseFaults;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.stream.tables.Cursor;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when Ditio is busy, cut off, or answers nonsense. */
class FailuresTest {

    private static final int TRIES = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(1300);

    @RegisterExtension
    static final Rig RIG = Rig.onH2()
            .with("sync.chunk-limit", 10)
            .with("ditio.page-deadline-ms", 1500)
            .with("ditio.silence-timeout-ms", 400)
            .with("ditio.max-page-bytes", 1_000_000)
            .with("retry.first-pause-ms", FIRST_PAUSE.toMillis())
            .with("retry.longest-pause-ms", LONGEST_PAUSE.toMillis());

    static Stream<Named<Fault>> passingFaults() {
        return Stream.of(
                Named.of("429", Fault.status(429)),
                Named.of("408", Fault.status(408)),
                Named.of("500", Fault.status(500)),
                Named.of("502", Fault.status(502)),
                Named.of("503", Fault.status(503)),
                Named.of("504", Fault.status(504)),
                Named.of("reset before the answer", ConnectionFaults.resetBeforeAnswer()),
                Named.of("reset after half", ConnectionFaults.resetAfterHalf()),
                Named.of("answer lost", ConnectionFaults.answerLost()),
                Named.of("cut, with length", ConnectionFaults.cutWithLength()),
                Named.of("cut, in chunks", ConnectionFaults.cutChunked()),
                Named.of("cut, without length", ConnectionFaults.cutWithoutLength()),
                Named.of("half of the JSON", ResponseFaults.truncatedJson()),
                Named.of("login page", ResponseFaults.html()),
                Named.of("corrupt gzip", ResponseFaults.corruptGzip()),
                Named.of("nothing", ResponseFaults.rawBody("application/json", "")),
                Named.of("null", ResponseFaults.rawBody("application/json", "null")),
                Named.of("an array", ResponseFaults.rawBody("application/json", "[]")),
                Named.of("no data", ResponseFaults.rawBody("application/json", "{}")),
                Named.of("data null", ResponseFaults.rawBody("application/json", "{\"data\":null}")),
                Named.of("an error with 200", ResponseFaults.rawBody("application/json", "{\"error\":\"x\"}")),
                Named.of(
                        "a token that is a number",
                        ResponseFaults.rawBody("application/json", "{\"data\":[],\"continuationToken\":1}")),
                Named.of(
                        "a blank token",
                        ResponseFaults.rawBody("application/json", "{\"data\":[],\"continuationToken\":\" \"}")),
                Named.of("two documents", ResponseFaults.rawBody("application/json", "{\"data\":[]}{\"data\":[]}")),
                Named.of("broken UTF-8", ResponseFaults.rawBody("application/json", new byte[] {
                    '{', '"', (byte) 0xff, '"', ':', '1', '}'
                })));
    }

    @ParameterizedTest
    @MethodSource("passingFaults")
    void asksAgainForAPageThatDidNotCome(Fault fault) {
        RIG.machines().add(25);
        RIG.sandbox().faults().after(MACHINES, 1, fault);

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        List<RecordedRequest> pages = RIG.pages(MACHINES);
        assertThat(pages).hasSize(4);
        assertThat(pages.get(2).rawQuery()).isEqualTo(pages.get(1).rawQuery());
    }

    static Stream<Named<Fault>> timeouts() {
        return Stream.of(
                Named.of("slow body", ConnectionFaults.drip(200)),
                Named.of("slow headers", ConnectionFaults.headerDrip(20)),
                Named.of("no answer at all", ConnectionFaults.hang()));
    }

    @ParameterizedTest
    @MethodSource("timeouts")
    void asksForHalfAfterAPageThatDidNotComeInTime(Fault fault) {
        RIG.machines().add(25);
        RIG.sandbox().faults().next(MACHINES, fault);

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(RIG.pages(MACHINES))
                .hasSize(6)
                .extracting(page -> page.query().get("ChunkLimit"))
                .containsExactly("10", "5", "5", "5", "5", "5");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void givesUpAfterSixTriesAndGoesOnFromThereNextTime(int status) {
        RIG.machines().add(25);
        failFromSecondPage(Fault.status(status));

        UserFacingException failure = RIG.failureOf(MACHINES);

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.DITIO);
        assertThat(failure).hasMessageContaining("page 2 of " + MACHINES).hasMessageContaining(String.valueOf(status));
        assertThat(RIG.pages(MACHINES)).hasSize(1 + TRIES);
        assertGoesOnAtSecondPage();
    }

    @Test
    void waitsLongerBeforeEachTry() {
        RIG.sandbox().faults().always(MACHINES, Fault.status(500));
        long started = System.nanoTime();

        RIG.failureOf(MACHINES);

        // Twice as long each time; a fifth is left to chance, so that many programs do not come back at the same
        // moment.
        long least = FIRST_PAUSE.toNanos() * ((1L << (TRIES - 1)) - 1) * 8 / 10;
        assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(least);
    }

    @Test
    void leavesNoCursorWhereTheFirstPageNeverCame() {
        RIG.sandbox().faults().always(MACHINES, ConnectionFaults.resetBeforeAnswer());

        UserFacingException failure = RIG.failureOf(MACHINES);

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.DITIO);
        assertThat(RIG.pages(MACHINES)).hasSize(TRIES);
        assertThat(RIG.cursor(MACHINES)).isEmpty();
    }

    @Test
    void leavesTheCursorWhereTheFirstPageOfAWindowNeverCame() {
        RIG.machines().add(5);
        RIG.sync(MACHINES);
        Cursor before = RIG.cursor(MACHINES).orElseThrow();
        RIG.machines().add(5);
        RIG.sandbox().faults().always(MACHINES, ResponseFaults.html());

        RIG.failureOf(MACHINES);
        assertThat(RIG.cursor(MACHINES)).contains(before);
        RIG.sandbox().faults().clear();
        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void waitsAsManySecondsAsItIsAsked(int status) {
        assertThat(pauseAfter(Fault.status(status).withRetryAfter("1"))).isBetween(1000L, 2000L);
    }

    @Test
    void waitsUntilTheTimeItIsGivenByTheServersClock() {
        RIG.sandbox().clock().skew(Duration.ofHours(3));
        String soon = httpDate(RIG.sandbox().clock().instant().plusSeconds(2));

        assertThat(pauseAfter(Fault.status(503).withRetryAfter(soon))).isBetween(900L, 2000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"snart", "0", "-5", "1.5", "", "99999999999999999999"})
    void goesByItsOwnPauseWhereItIsAskedNonsense(String retryAfter) {
        assertThat(pauseAfter(Fault.status(429).withRetryAfter(retryAfter))).isLessThan(900L);
    }

    @Test
    void goesByItsOwnPauseWhereTheTimeIsPast() {
        String past = httpDate(RIG.sandbox().clock().instant().minusSeconds(60));

        assertThat(pauseAfter(Fault.status(429).withRetryAfter(past))).isLessThan(900L);
    }

    @Test
    void waitsNoLongerThanTheSettingsAllow() {
        assertThat(pauseAfter(Fault.status(429).withRetryAfter("86400")))
                .isBetween(LONGEST_PAUSE.toMillis() - 10, LONGEST_PAUSE.toMillis() + 1000);
    }

    @Test
    void endsASilentAnswerLongBeforeTheDeadline() {
        assertThat(pauseAfter(ConnectionFaults.hang())).isBetween(390L, 1300L);
    }

    @Test
    void takesAPageThatComesInChunks() {
        RIG.machines().add(25);
        RIG.sandbox().faults().always(MACHINES, ConnectionFaults.chunked());

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void asksForGzipAndReadsIt() {
        RIG.machines().add(25);

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(RIG.pages(MACHINES).get(0).headers().get("Accept-Encoding")).contains("gzip");
    }

    @Test
    void stopsAtAPageThatInflatesPastTheLimit() {
        RIG.sandbox().faults().always(MACHINES, ResponseFaults.gzipBomb(100_000_000));

        UserFacingException failure = RIG.failureOf(MACHINES);

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.DITIO);
        assertThat(failure).hasMessageContaining("ditio.max-page-bytes").hasMessageContaining("--slice");
        assertThat(RIG.pages(MACHINES))
                .extracting(page -> page.query().get("ChunkLimit"))
                .containsExactly("10", "5", "2", "1");
    }

    @Test
    void takesATokenThatComesAgainForAFailure() {
        RIG.machines().add(5);
        RIG.sandbox().faults().always(MACHINES, ResponseFaults.loopToken("A"));

        UserFacingException failure = RIG.failureOf(MACHINES);

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.DITIO);
        assertThat(failure).hasMessageContaining("circle");
        assertThat(RIG.pages(MACHINES)).hasSize(2);
    }

    @Test
    void takesTokensInACircleForAFailure() {
        RIG.machines().add(5);
        RIG.sandbox().faults().always(MACHINES, ResponseFaults.loopToken("A", "B"));

        UserFacingException failure = RIG.failureOf(MACHINES);

        assertThat(failure).hasMessageContaining("circle");
        assertThat(RIG.pages(MACHINES)).hasSize(3);
    }

    @Test
    void startsTheWindowAgainOnceWhereItsTokenWentStale() {
        RIG.machines().add(35);
        failFromSecondPage(Fault.status(500));
        RIG.failureOf(MACHINES);
        RIG.sandbox().faults().clear();
        RIG.sandbox().expireContinuationTokens();
        RIG.sandbox().requests().clear();

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(RIG.pages(MACHINES)).extracting(RecordedRequest::status).startsWith(400, 200, 200, 200, 200);
        assertThat(RIG.pages(MACHINES).get(1).query()).doesNotContainKey("ContinuationToken");
    }

    @Test
    void startsAWindowAgainNoMoreThanOnce() {
        RIG.machines().add(35);
        RIG.sandbox().faults().after(MACHINES, 1, Fault.status(400));
        RIG.sandbox().faults().after(MACHINES, 2, Fault.status(400));

        UserFacingException failure = RIG.failureOf(MACHINES);

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.DITIO);
        RIG.sync(MACHINES);
        RIG.assertMirrored(MACHINES);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 418})
    void asksOnceWhereAnotherTryWouldNotHelp(int status) {
        RIG.sandbox().faults().always(MACHINES, Fault.status(status));

        UserFacingException failure = RIG.failureOf(MACHINES);

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.DITIO);
        assertThat(failure).hasMessageContaining(String.valueOf(status)).hasMessageContaining("DITIO_REPORTING_BASE");
        assertThat(RIG.pages(MACHINES)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        try (Sandbox elsewhere = Sandbox.start(SandboxOptions.empty())) {
            RIG.sandbox()
                    .faults()
                    .always(
                            MACHINES,
                            ResponseFaults.redirect(
                                    status, elsewhere.addresses().reporting() + "/v1/" + MACHINES));

            UserFacingException failure = RIG.failureOf(MACHINES);

            assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.DITIO);
            assertThat(elsewhere.requests().all()).isEmpty();
        }
    }

    @Test
    void isNotSteeredByTheHeadersOfAnAnswer() {
        try (Sandbox elsewhere = Sandbox.start(SandboxOptions.empty())) {
            RIG.machines().add(25);
            RIG.sandbox()
                    .faults()
                    .always(
                            MACHINES,
                            ResponseFaults.headers(Map.of(
                                    "CamelHttpUri", elsewhere.addresses().reporting() + "/v1/" + MACHINES,
                                    "CamelHttpPath", "/elsewhere",
                                    "CamelHttpQuery", "a=b",
                                    "CamelFileName", "elsewhere",
                                    "CamelSqlQuery", "drop table machine_registrations",
                                    "kafka.OVERRIDE_TOPIC", "elsewhere",
                                    "CamelKafkaOverrideTopic", "elsewhere",
                                    "Set-Cookie", "session=1")));

            RIG.sync(MACHINES);

            RIG.assertMirrored(MACHINES);
            assertThat(elsewhere.requests().all()).isEmpty();
            assertThat(RIG.pages(MACHINES)).hasSize(3).allSatisfy(page -> assertThat(page.headers())
                    .doesNotContainKey("Cookie"));
        }
    }

    @ParameterizedTest
    @MethodSource("lies")
    void stopsBeforeAPageThatContradictsItself(Quirk lie, int calls) {
        RIG.machines().add(5);
        RIG.sandbox().quirks().add(lie);

        UserFacingException failure = RIG.failureOf(MACHINES);

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.DITIO);
        assertThat(RIG.pages(MACHINES)).hasSize(calls);
        assertThat(RIG.sql().texts("select id from machine_registrations")).isEmpty();
        assertThat(RIG.cursor(MACHINES)).isEmpty();
    }

    static Stream<Arguments> lies() {
        return Stream.of(Arguments.of(Quirk.WRONG_SYNC_TYPE, 1), Arguments.of(Quirk.WRONG_RECORD_COUNT, TRIES));
    }

    @Test
    void holdsThroughManyFaultsOfAllKinds() {
        RIG.machines().add(150);
        RIG.sandbox()
                .faults()
                .sometimes(
                        MACHINES,
                        0.3,
                        7,
                        List.of(
                                Fault.status(503),
                                ConnectionFaults.resetAfterHalf(),
                                ConnectionFaults.cutWithoutLength(),
                                Fault.status(429)));

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(RIG.pages(MACHINES)).hasSizeGreaterThan(15);
    }

    private static void failFromSecondPage(Fault fault) {
        RIG.sandbox().faults().next(MACHINES, ConnectionFaults.chunked());
        RIG.sandbox().faults().always(MACHINES, fault);
    }

    private static void assertGoesOnAtSecondPage() {
        String second = RIG.pages(MACHINES).get(1).rawQuery();
        assertThat(RIG.cursor(MACHINES)).get().extracting(Cursor::page).isEqualTo(1);
        RIG.sandbox().faults().clear();
        RIG.sandbox().requests().clear();

        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
        assertThat(RIG.pages(MACHINES).get(0).rawQuery()).isEqualTo(second);
    }

    /** Milliseconds between a call that ended like this and the next. */
    private static long pauseAfter(Fault fault) {
        RIG.sandbox().faults().next(MACHINES, fault);

        RIG.sync(MACHINES);

        List<RecordedRequest> pages = RIG.pages(MACHINES);
        assertThat(pages).hasSize(2);
        return Duration.between(pages.get(0).at(), pages.get(1).at()).toMillis();
    }

    private static String httpDate(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }
}
