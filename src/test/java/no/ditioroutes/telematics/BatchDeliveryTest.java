package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.Ditio.latest;
import static no.ditioroutes.telematics.Ditio.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.Answers;
import no.ditioroutes.ditio.UnavailableException;
import no.ditioroutes.telematics.BatchDelivery.State;
import no.ditioroutes.telematics.PreSendSnapshot.LatestTimestampKind;
import no.ditioroutes.telematics.PreSendSnapshot.Newest;
import no.ditioroutes.telematics.StateBatch.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each step that the delivery of a batch can take. The batch is of 10 to 11 o'clock, unless a test says otherwise. */
class BatchDeliveryTest {

    private static final String TOTALS_BEFORE = "[{\"state\":\"Working\",\"hours\":2}]";
    private static final String TOTALS_WITH_IT = "[{\"state\":\"Working\",\"hours\":3}]";

    private final ProjectMemory projects = new ProjectMemory();
    private final RememberedDelivery books = new RememberedDelivery(10);
    private boolean resends;
    private BatchDelivery delivery;

    @Test
    void asksNothingIfTheLatestTimestampWillProveIt() throws IOException {
        begin("-", 10);

        assertThat(delivery.state()).isEqualTo(State.SENDING);
        assertThat(delivery.nextCall().address()).endsWith("/external-excavator-state/import");
        assertThat(delivery.nextCall().body()).contains("\"startTime\":\"2026-01-15T10:00:00Z\"");
    }

    @Test
    void isNotedBeforeItLeaves() {
        begin("-", 10);

        delivery.leaving();

        assertThat(delivery.state()).isEqualTo(State.SENT);
        assertThat(books.steps()).containsExactly("leaving 1");
    }

    @ParameterizedTest
    @CsvSource({"201,nonsense", "200,{}", "204,''"})
    void isStoredIfTheAnswerSaysSo(int status, String text) throws IOException {
        send();

        answer(status, text);

        assertThat(delivery.state()).isEqualTo(State.STORED);
    }

    @Test
    void isNotStoredByAPageOfSomebodyOnTheWay() {
        send();

        assertThatThrownBy(() -> answer(200, "<html>Log in</html>")).isInstanceOf(IOException.class);

        assertThat(delivery.state()).isEqualTo(State.SETTLING_BY_LATEST);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void isRefused(int status) throws IOException {
        send();

        answer(status, "Ugyldig periode");

        assertThat(delivery.state()).isEqualTo(State.REFUSED);
        assertThat(delivery.reason()).isEqualTo("Ditio refused it with " + status + ": Ugyldig periode");
    }

    @Test
    void isForbidden() throws IOException {
        send();

        answer(403, "no");

        assertThat(delivery.state()).isEqualTo(State.FORBIDDEN);
        assertThat(delivery.reason()).contains("403", "masstransportapiv1", "enable it for company c1, project p1");
    }

    @ParameterizedTest
    @CsvSource({"401,false", "404,false", "429,true"})
    void isAbsentAfterAnAnswerThatCameBeforeAnythingWasDone(int status, boolean retried) {
        send();

        assertThatThrownBy(() -> answer(status, ""))
                .isInstanceOf(retried ? UnavailableException.class : UserFacingException.class);

        assertThat(delivery.state()).isEqualTo(State.SENDING);
        assertThat(books.steps()).containsExactly("leaving 1", "absent 1");
    }

    @ParameterizedTest
    @CsvSource({"302,false", "409,false", "408,true", "500,true", "502,true", "503,true", "504,true"})
    void isToBeSettledAfterAnyOtherAnswer(int status, boolean retried) {
        send();

        assertThatThrownBy(() -> answer(status, ""))
                .isInstanceOf(retried ? UnavailableException.class : UserFacingException.class);

        assertThat(delivery.state()).isEqualTo(State.SETTLING_BY_LATEST);
        assertThat(delivery.nextCall().address()).endsWith("/latest-timestamp/c1/p1");
        assertThat(books.steps()).containsExactly("leaving 1");
    }

    @Test
    void isToBeSettledIfTheAnswerWasLost() {
        send();

        delivery.lost(new SocketException("Connection reset"));

        assertThat(delivery.state()).isEqualTo(State.SETTLING_BY_LATEST);
    }

    static Stream<IOException> neverLeft() {
        return Stream.of(
                new ConnectException("refused"),
                new NoRouteToHostException("none"),
                new UnknownHostException("ditio"),
                new IOException("wrapped", new ConnectException("refused")));
    }

    @ParameterizedTest
    @MethodSource("neverLeft")
    void isAbsentIfItNeverLeft(IOException reason) {
        send();

        delivery.lost(reason);

        assertThat(delivery.state()).isEqualTo(State.SENDING);
        assertThat(books.steps()).containsExactly("leaving 1", "absent 1");
    }

    @Test
    void staysWhereItIsIfAQuestionWasLost() {
        begin("20", 10);

        delivery.lost(new SocketException("Connection reset"));

        assertThat(delivery.state()).isEqualTo(State.ASKING_TOTALS);
    }

    @ParameterizedTest
    @CsvSource({"11, STORED", "10, STORED", "-, SENDING", "15, HELD"})
    void isSettledByTheLatestTimestamp(String now, State state) throws IOException {
        lose();

        answer(200, latest(now));

        assertThat(delivery.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 404})
    void isAbsentIfTheProjectHasNothing(int status) throws IOException {
        lose();

        answer(status, "");

        assertThat(delivery.state()).isEqualTo(State.SENDING);
        assertThat(books.steps()).containsExactly("leaving 1", "absent 1");
    }

    @Test
    void isHeldIfTheProjectIsClosedNow() throws IOException {
        lose();

        answer(403, "");

        assertThat(delivery.state()).isEqualTo(State.HELD);
    }

    @Test
    void isHeldIfSomebodyElseSentToTheProject() throws IOException {
        lose();
        books.othersSend = true;

        answer(200, latest("11"));

        assertThat(delivery.state()).isEqualTo(State.HELD);
    }

    @Test
    void isAskedForAgainIfDitioCannotSay() {
        lose();

        assertThatThrownBy(() -> answer(503, "")).isInstanceOf(UnavailableException.class);

        assertThat(delivery.state()).isEqualTo(State.SETTLING_BY_LATEST);
    }

    @Test
    void isSentAgainIfItIsUnprovenAndToBeResent() throws IOException {
        resends = true;
        lose();

        answer(200, latest("15"));

        assertThat(delivery.state()).isEqualTo(State.SENDING);
        assertThat(books.steps()).containsExactly("leaving 1", "absent 1");
    }

    @Test
    void asksForTheTotalsIfTheLatestTimestampWillNotProveIt() throws IOException {
        begin("20", 10);

        assertThat(delivery.state()).isEqualTo(State.ASKING_TOTALS);
        assertThat(delivery.nextCall().body()).contains("\"fromDate\":\"2026-01-14\"", "\"toDate\":\"2026-01-16\"");
        answer(200, TOTALS_BEFORE);
        delivery.leaving();

        assertThat(delivery.state()).isEqualTo(State.SENT);
        assertThat(books.steps()).containsExactly("leaving 1 with totals");
    }

    @ParameterizedTest
    @CsvSource({"400,SENDING", "403,SENDING", "404,SENDING", "503,ASKING_TOTALS", "429,ASKING_TOTALS"})
    void doesWithoutTotalsThatAreNotGivenOut(int status, State state) {
        begin("20", 10);

        try {
            answer(status, "");
        } catch (IOException retried) {
            assertThat(retried).isInstanceOf(UnavailableException.class);
        }

        assertThat(delivery.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"true, STORED", "false, ASKING_TOTALS"})
    void isSettledByTheTotals(boolean arrived, State state) throws IOException {
        begin("20", 10);
        answer(200, TOTALS_BEFORE);
        delivery.leaving();
        delivery.lost(new SocketException("Connection reset"));

        answer(200, latest("20"));
        assertThat(delivery.state()).isEqualTo(State.SETTLING_BY_TOTALS);
        answer(200, arrived ? TOTALS_WITH_IT : TOTALS_BEFORE);

        assertThat(delivery.state()).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"state\":\"Working\",\"hours\":2.7}]"})
    void isHeldIfTheTotalsDoNotProveIt(String totals) throws IOException {
        begin("20", 10);
        answer(200, totals.equals("[]") ? totals : TOTALS_BEFORE);
        delivery.leaving();
        delivery.lost(new SocketException("Connection reset"));

        answer(200, latest("20"));
        answer(200, totals);

        assertThat(delivery.state()).isEqualTo(State.HELD);
    }

    @Test
    void asksForTheLatestTimestampToLearnItsKind() throws IOException {
        known(8);
        begin(9);

        assertThat(delivery.state()).isEqualTo(State.ASKING_LATEST);
        assertThat(delivery.nextCall().address()).endsWith("/latest-timestamp/c1/p1");
        answer(200, latest("09"));

        assertThat(delivery.state()).isEqualTo(State.SENDING);
        assertThat(projects.snapshot(row("p1", 8).project(), null).kind()).isEqualTo(LatestTimestampKind.END);
    }

    @Test
    void asksForTheTotalsIfTheKindWillNotHelp() throws IOException {
        known(12);
        begin(9);

        answer(200, latest("12"));

        assertThat(delivery.state()).isEqualTo(State.ASKING_TOTALS);
        assertThat(projects.snapshot(row("p1", 8).project(), null).kind()).isEqualTo(LatestTimestampKind.START);
    }

    @Test
    void asksForTheTotalsIfTheKindIsForbidden() throws IOException {
        known(8);
        begin(9);

        answer(403, "");

        assertThat(delivery.state()).isEqualTo(State.ASKING_TOTALS);
    }

    @ParameterizedTest
    @CsvSource({"11, false, STORED", "-, false, RELEASED", "15, false, HELD", "15, true, RELEASED"})
    void isSettledFirstIfAnEarlierRunSentIt(String now, boolean resend, State state) throws IOException {
        resends = resend;
        String snapshot = new PreSendSnapshot(new Newest(null, null), LatestTimestampKind.UNKNOWN, null).toJson();
        StateRow row = row("p1", 10);
        delivery = new BatchDelivery(
                new StateBatch(1, row.project(), List.of(row), Status.POSTING, snapshot, null),
                Ditio.API,
                projects,
                books,
                resends);

        assertThat(delivery.state()).isEqualTo(State.SETTLING_BY_LATEST);
        answer(200, latest(now));

        assertThat(delivery.state()).isEqualTo(state);
        assertThat(books.steps()).isEmpty();
    }

    @Test
    void hasNoCallOnceItIsDone() throws IOException {
        send();
        answer(201, "");

        assertThatThrownBy(() -> delivery.nextCall()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> answer(201, "")).isInstanceOf(IllegalStateException.class);
    }

    /** Begins with a project whose latest timestamp was asked for. */
    private void begin(String latest, int hour) {
        Optional<Instant> time = latest.equals("-") ? Optional.empty() : Optional.of(Ditio.hour(latest));
        projects.learn(row("p1", hour).project(), time);
        begin(hour);
    }

    private void begin(int hour) {
        delivery = new BatchDelivery(Ditio.batch(row("p1", hour)), Ditio.API, projects, books, resends);
    }

    /** Lets a batch of this hour be in Ditio. */
    private void known(int hour) {
        projects.learn(row("p1", hour).project(), Optional.empty());
        projects.stored(Ditio.batch(row("p1", hour)));
    }

    private void send() {
        begin("-", 10);
        delivery.leaving();
    }

    private void lose() {
        send();
        delivery.lost(new SocketException("Connection reset"));
    }

    private void answer(int status, String text) throws IOException {
        delivery.accept(Answers.to(Ditio.API.latest("c1", "p1"), status, text));
    }
}
