package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.IMPORT;
import static no.ditioroutes.telematics.StatesRig.minutes;
import static no.ditioroutes.telematics.StatesRig.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.sandbox.ConnectionFaults;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.ReceivedStates.Post;
import no.ditioroutes.sandbox.ResponseFaults;
import no.ditioroutes.sandbox.SandboxOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done about each answer to a request; whatever it was, each interval is in Ditio once in the end. */
class AnswersTest {

    @RegisterExtension
    static final StatesRig RIG = StatesRig.onH2()
            .on(SandboxOptions.empty().withLargestImport(30_000))
            .with("ditio.page-deadline-ms", 1500)
            .with("telematics.batch-rows", 100)
            .with("telematics.unknown-states", "send");

    private static final String STATES = "/external-excavator-state";

    private final String[] rows = minutes("EX-001", 250);

    @Test
    void halvesWhatIsTooLarge() {
        String[] wide = new String[100];
        for (int at = 0; at < wide.length; at++) {
            wide[at] = rows[at].replace("Working", "W".repeat(100)).replace("EX-001", "X".repeat(100));
        }

        ImportSummary summary = RIG.send(wide);

        assertThat(RIG.inDitio()).containsExactly(wide);
        assertThat(RIG.posts()).extracting(Post::status).containsExactly(413, 201, 201);
        assertThat(summary.requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 49, 50, 98, 99})
    void narrowsARefusalDownToItsRow(int place) {
        refuse(rows[place]);

        ImportSummary summary = RIG.send(rows);

        assertThat(RIG.inDitio()).hasSize(249).doesNotContain(rows[place]).doesNotHaveDuplicates();
        assertThat(summary.rejected()).isEqualTo(1);
        // 100 in halves: at most 1 + 2 x 7, and two batches more.
        assertThat(summary.requests()).isLessThanOrEqualTo(17);
        assertThat(RIG.rejects())
                .singleElement()
                .asString()
                .startsWith(rows[place] + "," + (place + 2))
                .contains("Ditio refused it with 400", "Ugyldig periode");
    }

    @Test
    void listsEveryRowThatIsRefused() {
        RIG.sandbox().states().refuse(interval -> true);

        ImportSummary summary = RIG.send(minutes("EX-001", 9));

        assertThat(RIG.inDitio()).isEmpty();
        assertThat(summary.rejected()).isEqualTo(9);
        assertThat(RIG.rejects()).hasSize(9);
    }

    @Test
    void sendsARefusedRowAgainWhenItComesAgain() {
        String row = row("EX-001", "Idle", "08:00", "09:00");
        refuse(row);
        RIG.send(row);
        RIG.sandbox().states().refuse(interval -> false);

        RIG.send(RIG.rejectFiles().get(0));

        assertThat(RIG.inDitio()).containsExactly(row);
    }

    @Test
    void fetchesANewTokenWhereTheOldOneIsNoLongerTaken() {
        RIG.sandbox().faults().after(IMPORT, 1, Fault.tokenRevoked());
        int tokens = RIG.sandbox().clients().tokenCalls();

        RIG.send(rows);

        assertThat(RIG.inDitio()).containsExactly(rows);
        assertThat(RIG.sandbox().clients().tokenCalls() - tokens).isLessThanOrEqualTo(2);
    }

    @Test
    void stopsWhereNoTokenIsTaken() throws Exception {
        Path file = RIG.file(rows);
        RIG.sandbox().faults().always(IMPORT, Fault.status(401));

        UserFacingException failure = catchThrowableOfType(UserFacingException.class, () -> RIG.send(file));

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.REFUSED);
        assertThat(RIG.sandbox().requests().matching(IMPORT)).hasSize(2);
        assertThat(RIG.ledger()).containsOnlyKeys("open");
        RIG.sandbox().faults().clear();
        RIG.send(file);
        assertThat(RIG.inDitio()).containsExactly(rows);
    }

    @Test
    void leavesAProjectAloneThatItMayNotWriteToAndTakesItsRowsOnceItMay() {
        String[] others = Stream.of(minutes("EX-002", 150))
                .map(row -> row.replace(Fixture.PROJECT_ID, Fixture.SECOND_PROJECT_ID))
                .toArray(String[]::new);
        Path file = RIG.file(Stream.of(rows, others).flatMap(Stream::of).toArray(String[]::new));
        RIG.sandbox().states().disable(Fixture.COMPANY_ID, Fixture.PROJECT_ID);

        ImportSummary summary = RIG.send(file);

        assertThat(RIG.inDitio()).containsExactly(others);
        assertThat(summary.rejected()).isEqualTo(250);
        assertThat(RIG.rejects()).hasSize(250).allSatisfy(line -> assertThat(line)
                .contains("403", "masstransportapiv1", "enable it for", Fixture.PROJECT_ID));
        RIG.sandbox().states().enable(Fixture.COMPANY_ID, Fixture.PROJECT_ID);
        RIG.send(RIG.rejectFiles().get(0));
        assertThat(RIG.inDitio()).hasSize(400).contains(rows).contains(others).doesNotHaveDuplicates();
    }

    @Test
    void sendsAProjectNothingMoreOnceItIsForbidden() {
        RIG.sandbox().faults().after(IMPORT, 1, Fault.status(403));

        ImportSummary summary = RIG.send(rows);

        assertThat(RIG.sandbox().requests().matching(IMPORT)).hasSize(2);
        assertThat(summary.sent()).isEqualTo(100);
        assertThat(summary.rejected()).isEqualTo(150);
    }

    static Stream<Arguments> passing() {
        return Stream.of(
                Arguments.of("429", Fault.status(429)),
                Arguments.of("429 with a pause", Fault.status(429).withRetryAfter("1")),
                Arguments.of("429 with nonsense", Fault.status(429).withRetryAfter("soon")),
                Arguments.of("408", Fault.status(408)),
                Arguments.of("500", Fault.status(500)),
                Arguments.of("502", Fault.status(502)),
                Arguments.of("503", Fault.status(503).withRetryAfter("0")),
                Arguments.of("504", Fault.status(504)),
                Arguments.of("a web page", ResponseFaults.html()),
                Arguments.of("a reset before", ConnectionFaults.resetBeforeAnswer()),
                Arguments.of("a reset after", ConnectionFaults.answerLost()),
                Arguments.of("no answer", ConnectionFaults.hang()),
                Arguments.of(
                        "a cut answer",
                        ConnectionFaults.cutWithLength().withBody("application/json", "{\"stored\":100}")),
                Arguments.of(
                        "half an answer",
                        ConnectionFaults.resetAfterHalf().withBody("application/json", "{\"n\":100}")),
                Arguments.of("an answer that drips", ConnectionFaults.headerDrip(20)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passing")
    void goesOnAfter(String trouble, Fault fault) {
        RIG.sandbox().faults().after(IMPORT, 1, fault);

        ImportSummary summary = RIG.send(rows);

        assertThat(RIG.inDitio()).as(trouble).containsExactly(rows);
        assertThat(summary.rejected()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passing")
    void goesOnWhereTheQuestionsMeet(String trouble, Fault fault) {
        RIG.sandbox().faults().next(IMPORT, ConnectionFaults.answerLost());
        RIG.sandbox().faults().next("latest-timestamp", fault);
        RIG.sandbox().faults().after("latest-timestamp", 1, fault);

        RIG.send(rows);

        assertThat(RIG.inDitio()).as(trouble).containsExactly(rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void givesUpAndLeavesTheRestForLater(int status) {
        Path file = RIG.file(rows);
        RIG.sandbox().faults().next(IMPORT, ConnectionFaults.chunked());
        RIG.sandbox().faults().always(IMPORT, Fault.status(status));

        UserFacingException failure = catchThrowableOfType(UserFacingException.class, () -> RIG.send(file));

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.DITIO);
        assertThat(failure).hasMessageContaining("Gave up sending " + file.getFileName());
        assertThat(RIG.inDitio()).hasSize(100);
        RIG.sandbox().faults().clear();
        ImportSummary rest = RIG.send(file);
        assertThat(rest.known()).isEqualTo(100);
        assertThat(RIG.inDitio()).containsExactly(rows);
    }

    @Test
    void waitsNoLongerThanIsAllowed() {
        RIG.sandbox().faults().next(IMPORT, Fault.status(429).withRetryAfter("3600"));

        RIG.send(rows);

        assertThat(RIG.inDitio()).containsExactly(rows);
    }

    @Test
    void saysWhereToLookWhenTheAddressIsWrong() {
        Path file = RIG.file(rows);
        RIG.sandbox().faults().always(STATES, Fault.status(404));

        UserFacingException failure = catchThrowableOfType(UserFacingException.class, () -> RIG.send(file));

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.DITIO);
        assertThat(failure).hasMessageContaining("DITIO_MASSTRANSPORT_BASE").hasMessageContaining("404");
        RIG.sandbox().faults().clear();
        RIG.send(file);
        assertThat(RIG.inDitio()).containsExactly(rows);
    }

    @Test
    void saysThatTheAddressIsMissing() {
        UserFacingException failure =
                catchThrowableOfType(UserFacingException.class, () -> new StatesApi(" ", null, null).checkBase());

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SETTINGS);
        assertThat(failure).hasMessageContaining("DITIO_MASSTRANSPORT_BASE is not set");
    }

    @Test
    void showsNoSecretInAFailure() {
        RIG.sandbox().faults().always(IMPORT, Fault.status(401));

        UserFacingException failure = catchThrowableOfType(UserFacingException.class, () -> RIG.send(rows));

        assertThat(failure.getMessage())
                .contains(SandboxOptions.CLIENT_ID)
                .doesNotContain(SandboxOptions.CLIENT_SECRET)
                .doesNotContain("Bearer");
    }

    @Test
    void goesOnAcrossManyTroubles() {
        RIG.sandbox()
                .faults()
                .sometimes(
                        STATES,
                        0.25,
                        7,
                        Stream.of(
                                        Fault.status(500),
                                        Fault.status(503),
                                        ConnectionFaults.answerLost(),
                                        ConnectionFaults.resetBeforeAnswer())
                                .toList());
        String[] many = minutes("EX-001", 1400);
        Path file = RIG.file(many);

        await().atMost(Duration.ofMinutes(2)).until(() -> isDone(file));

        assertThat(RIG.rejects()).isEmpty();
        assertThat(RIG.inDitio()).containsExactly(many);
    }

    private static boolean isDone(Path file) {
        try {
            return RIG.send(file).sent() >= 0;
        } catch (UserFacingException stopped) {
            assertThat(stopped.kind()).isEqualTo(UserFacingException.Kind.DITIO);
            return false;
        }
    }

    private static void refuse(String row) {
        RIG.sandbox().states().refuse(interval -> row.contains(interval.startTime() + "," + interval.endTime()));
    }
}
