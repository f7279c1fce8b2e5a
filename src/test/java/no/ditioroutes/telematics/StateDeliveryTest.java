package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.Ditio.latest;
import static no.ditioroutes.telematics.Ditio.row;
import static no.ditioroutes.telematics.Ditio.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Stream;
import no.ditioroutes.ShutdownSignal;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.Answers;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.UnavailableException;
import no.ditioroutes.telematics.PreSendSnapshot.LatestTimestampKind;
import no.ditioroutes.telematics.PreSendSnapshot.Newest;
import no.ditioroutes.telematics.StateBatch.Status;
import no.ditioroutes.telematics.StateDelivery.State;
import org.junit.jupiter.api.Test;

/** The order in which a delivery asks, claims and sends. */
class StateDeliveryTest {

    private final RememberedDelivery books = new RememberedDelivery(2);
    private final ShutdownSignal stop = new ShutdownSignal();
    private StateDelivery delivery = delivery();

    @Test
    void hasNothingToDoWithoutRows() {
        delivery.add(List.of());

        assertThat(delivery.hasNextCall()).isFalse();
        assertThat(delivery.state()).isEqualTo(State.IDLE);
        assertThatThrownBy(() -> delivery.nextCall()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> answer(200, "{}")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void asksForEachProjectThenClaimsAllThenSends() throws IOException {
        add(row("p1", 8), row("p2", 8), row("p1", 9), row("p1", 12));

        assertThat(delivery.state()).isEqualTo(State.ASKING_PROJECT);
        assertThat(answer(200, latest("05")).address()).endsWith("/c1/p1");
        assertThat(answer(404, "").address()).endsWith("/c1/p2");
        assertThat(books.steps())
                .containsExactly("met p1 2026-01-15T05:00:00Z", "met p2", "select 4", "claim 1", "claim 2", "claim 3");
        assertThat(delivery.state()).isEqualTo(State.DELIVERING);

        for (int batch = 1; batch <= 3; batch++) {
            send(201);
            assertThat(books.steps()).containsExactly("leaving " + batch, "stored " + batch);
        }
        assertThat(delivery.hasNextCall()).isFalse();
    }

    @Test
    void asksForAProjectOnceInAFile() throws IOException {
        add(row("p1", 8));
        answer(200, latest("-"));
        send(201);

        add(row("p1", 9), row("p2", 9));

        assertThat(delivery.nextCall().address()).endsWith("/c1/p2");
        answer(200, latest("-"));
        assertThat(delivery.state()).isEqualTo(State.DELIVERING);
    }

    @Test
    void asksAgainIfDitioCannotSay() {
        add(row("p1", 8));

        assertThatThrownBy(() -> answer(503, "")).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> delivery.lost(new SocketException("reset"))).isInstanceOf(SocketException.class);

        assertThat(delivery.nextCall().address()).endsWith("/latest-timestamp/c1/p1");
        assertThat(books.steps()).isEmpty();
    }

    @Test
    void rejectsTheRowsOfAProjectThatIsForbiddenBeforeTheFirstBatch() throws IOException {
        add(row("p1", 8), row("p2", 9));

        answer(403, "no");
        answer(200, latest("-"));
        send(201);

        assertThat(books.steps())
                .containsExactly("met p2", "select 2", "rejected line 8", "claim 1", "leaving 1", "stored 1");
        add(row("p1", 10));
        assertThat(delivery.hasNextCall()).isFalse();
        assertThat(books.steps()).containsExactly("select 1", "rejected line 10");
    }

    @Test
    void selectsAgainIfAnotherProcessWasFaster() throws IOException {
        books.othersAreFaster = true;
        add(row("p1", 8));

        answer(200, latest("-"));

        assertThat(books.steps()).containsExactly("met p1", "select 1", "select 1", "claim 1");
    }

    @Test
    void narrowsARefusalDownToItsRow() throws IOException {
        add(row("p1", 8), row("p1", 10), row("p1", 12), row("p1", 14));
        answer(200, latest("-"));
        books.steps();

        send(400);
        send(201);
        send(422);
        send(201);

        assertThat(books.steps())
                .containsExactly(
                        "leaving 1",
                        "halved 1",
                        "leaving 3",
                        "stored 3",
                        "leaving 4",
                        "rejected 4",
                        "leaving 2",
                        "stored 2");
    }

    @Test
    void sendsAProjectNothingMoreOnceItIsForbidden() throws IOException {
        add(row("p1", 8), row("p1", 9), row("p1", 10), row("p2", 8));
        answer(200, latest("-"));
        answer(200, latest("-"));
        books.steps();

        send(403);
        send(201);

        assertThat(books.steps()).containsExactly("leaving 1", "rejected 1", "rejected 2", "leaving 3", "stored 3");
        add(row("p1", 11));
        assertThat(books.steps()).containsExactly("select 1", "rejected line 11");
        assertThat(delivery.hasNextCall()).isFalse();
    }

    @Test
    void beginsWithWhatAnEarlierRunLeft() throws IOException {
        delivery = delivery(earlier(7, 8), earlier(8, 10), earlier(9, 12));

        assertThat(delivery.hasNextCall()).isTrue();
        answer(200, latest("09"));
        answer(200, latest("-"));
        answer(200, latest("20"));

        assertThat(books.steps()).containsExactly("stored 7", "released 8", "held 9");
        assertThat(delivery.hasNextCall()).isFalse();
    }

    @Test
    void settlesAndSendsAgainInOneAttempt() throws IOException {
        add(rows("p1", 8, 12));
        answer(200, latest("-"));
        assertThat(delivery.isInDoubt()).isFalse();
        delivery.leaving();

        assertThatThrownBy(() -> delivery.lost(new SocketException("reset"))).isInstanceOf(SocketException.class);
        answer(200, latest("-"));

        assertThat(delivery.isInDoubt()).isTrue();
        send(201);
        assertThat(delivery.isInDoubt()).isFalse();
        assertThat(books.steps()).endsWith("leaving 1", "absent 1", "leaving 1", "stored 1");
    }

    @Test
    void isInOneAttemptUntilItsProofIsThere() throws IOException {
        add(row("p1", 8));
        answer(200, latest("20"));

        answer(200, "[]");

        assertThat(delivery.isInDoubt()).isTrue();
        send(201);
        assertThat(delivery.isInDoubt()).isFalse();
    }

    @Test
    void stopsAtTheNextBatch() throws IOException {
        add(rows("p1", 8, 12));
        answer(200, latest("-"));
        stop.request();

        assertThatThrownBy(() -> send(201))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("Stopped in the middle");

        assertThat(books.steps()).endsWith("leaving 1", "stored 1");
    }

    @Test
    void saysThatItGaveUp() {
        assertThatThrownBy(() -> delivery.gaveUp(new IOException("Ditio answered 503")))
                .isInstanceOf(UserFacingException.class)
                .hasMessageStartingWith("Gave up sending states.csv: Ditio answered 503.");
    }

    private StateDelivery delivery(StateBatch... earlier) {
        return new StateDelivery("states.csv", Ditio.API, books, List.of(earlier), stop, false);
    }

    /** Returns a batch of an hour that an earlier run sent, when Ditio had nothing. */
    private static StateBatch earlier(int number, int hour) {
        String snapshot = new PreSendSnapshot(new Newest(null, null), LatestTimestampKind.UNKNOWN, null).toJson();
        StateRow row = row("p1", hour);
        return new StateBatch(number, row.project(), List.of(row), Status.POSTING, snapshot, null);
    }

    private void add(StateRow... rows) {
        delivery.add(Stream.of(rows).toList());
    }

    /** Answers the next call, and returns it. */
    private ApiCall answer(int status, String text) throws IOException {
        ApiCall call = delivery.hasNextCall() ? delivery.nextCall() : Ditio.API.latest("c1", "p1");
        delivery.leaving();
        delivery.accept(Answers.to(call, status, text));
        return call;
    }

    private void send(int status) throws IOException {
        assertThat(answer(status, "").address()).endsWith("/import");
    }
}
