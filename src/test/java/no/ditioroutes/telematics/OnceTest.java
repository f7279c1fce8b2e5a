package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.HEADER;
import static no.ditioroutes.telematics.StatesRig.IMPORT;
import static no.ditioroutes.telematics.StatesRig.minutes;
import static no.ditioroutes.telematics.StatesRig.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.sandbox.ConnectionFaults;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.ReceivedStates.Post;
import no.ditioroutes.sandbox.StateInterval;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger decides what is sent, whatever file a row comes in. */
class OnceTest {

    @RegisterExtension
    static final StatesRig RIG = StatesRig.onBoth().with("telematics.block-rows", 1000);

    private static final String THIRD_PROJECT_ID = "64c2a1b3d4e5f60718293a42";

    @OnBothDatabases
    void sendsNothingOfTheSameContentUnderAnotherName() {
        String text = HEADER + String.join("\n", minutes("EX-001", 10)) + "\n";
        RIG.send(RIG.write("one.csv", text));

        ImportSummary again = RIG.send(RIG.write("two.csv", text));

        assertThat(again.known()).isEqualTo(10);
        assertThat(RIG.posts()).hasSize(1);
    }

    @OnBothDatabases
    void sendsOnlyTheNewRowsOfAFileThatGrew() {
        String[] rows = minutes("EX-001", 1500);
        RIG.send(RIG.write("log.csv", HEADER + String.join("\n", Arrays.copyOf(rows, 700)) + "\n"));

        ImportSummary grown = RIG.send(RIG.write("log.csv", HEADER + String.join("\n", rows) + "\n"));

        assertThat(grown.known()).isEqualTo(700);
        assertThat(grown.sent()).isEqualTo(800);
        assertThat(RIG.inDitio()).containsExactly(rows);
    }

    @OnBothDatabases
    void sendsAllNewRowsUnderANameThatWasThereBefore() {
        RIG.send(RIG.write("states.csv", HEADER + row("EX-001", "Idle", "08:00", "09:00") + "\n"));

        RIG.send(RIG.write("states.csv", HEADER + row("EX-001", "Idle", "09:00", "10:00") + "\n"));

        assertThat(RIG.inDitio()).hasSize(2);
    }

    @OnBothDatabases
    void refusesRowsThatTheLedgerCannotKeepAndSendsTheOthers() {
        String[] good = minutes("EX-001", 100);

        ImportSummary summary = RIG.send(
                String.join("\n", good),
                row("EX\u0000-002", "Idle", "08:00", "09:00"),
                row("EX-003", "Idle", "-4800-01-01T00:00:00Z", "-4800-01-01T01:00:00Z"),
                row("EX-004", "æ".repeat(5000), "08:00", "09:00"));

        assertThat(summary.rejected()).isEqualTo(3);
        assertThat(RIG.inDitio()).containsExactly(good);
    }

    @OnBothDatabases
    void sendsTheOlderDayOfASecondMachine() {
        RIG.send(minutes("EX-001", "2026-01-16", 100));
        String[] older = minutes("EX-002", "2026-01-15", 100);

        ImportSummary summary = RIG.send(older);

        assertThat(summary.sent()).isEqualTo(100);
        assertThat(RIG.inDitio()).hasSize(200).contains(older);
    }

    @OnBothDatabases
    void sendsTheOlderDayOfTheSameMachine() {
        RIG.send(minutes("EX-001", "2026-01-16", 100));
        String[] older = minutes("EX-001", "2026-01-15", 100);

        RIG.send(older);

        assertThat(RIG.inDitio()).hasSize(200).contains(older);
    }

    @OnBothDatabases
    void sendsRowsInAnyOrderByProjectInOrderOfTime() {
        List<String> rows = new ArrayList<>();
        Stream.of(Fixture.PROJECT_ID, Fixture.SECOND_PROJECT_ID, THIRD_PROJECT_ID)
                .forEach(project -> Arrays.stream(minutes("EX-" + project, 3334))
                        .map(row -> row.replace(Fixture.PROJECT_ID + ",EX", project + ",EX"))
                        .forEach(rows::add));
        Collections.shuffle(rows, new Random(1));

        ImportSummary summary = RIG.send(rows.toArray(String[]::new));

        assertThat(summary.sent()).isEqualTo(rows.size());
        assertThat(RIG.inDitio()).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(RIG.posts()).allSatisfy(OnceTest::isOfOneProjectInOrder);
    }

    private static void isOfOneProjectInOrder(Post post) {
        assertThat(post.intervals()).hasSizeLessThanOrEqualTo(500);
        assertThat(post.intervals().stream().map(StateInterval::projectId).distinct())
                .hasSize(1);
        assertThat(post.intervals())
                .extracting(interval -> Instant.parse(interval.startTime()))
                .isSortedAccordingTo(Comparator.naturalOrder());
    }

    @OnBothDatabases
    void sendsWhatAFileLeftThatGrewBeforeItsNextTry() throws Exception {
        String[] rows = minutes("EX-001", 1200);
        Path file = RIG.write("log.csv", HEADER + String.join("\n", Arrays.copyOf(rows, 1100)) + "\n");
        RIG.sandbox().faults().after(IMPORT, 1, ConnectionFaults.answerLost());
        RIG.sandbox().faults().next("latest-timestamp", ConnectionFaults.chunked());
        RIG.sandbox().faults().always("latest-timestamp", Fault.status(503));
        assertThatThrownBy(() -> RIG.send(file)).isInstanceOf(UserFacingException.class);
        RIG.sandbox().faults().clear();
        assertThat(RIG.ledger()).isEqualTo(Map.of("sent", 500L, "posting", 500L));

        ImportSummary grown = RIG.send(RIG.write("log.csv", HEADER + String.join("\n", rows) + "\n"));

        assertThat(RIG.inDitio()).containsExactlyInAnyOrder(rows);
        assertThat(grown.rejected()).isZero();
        assertThat(RIG.ledger()).isEqualTo(Map.of("sent", 1200L));
    }

    @OnBothDatabases
    void goesOnWithTheFirstFileOnceAnotherTookOverWhatItLeft() {
        String[] rows = minutes("EX-001", 600);
        Path first = RIG.file(rows);
        RIG.sandbox().faults().always(IMPORT, Fault.status(502));
        assertThatThrownBy(() -> RIG.send(first)).isInstanceOf(UserFacingException.class);
        RIG.sandbox().faults().clear();

        RIG.send(Arrays.copyOf(rows, 300));
        ImportSummary rest = RIG.send(first);

        assertThat(rest.known()).isEqualTo(300);
        assertThat(rest.sent()).isEqualTo(300);
        assertThat(RIG.inDitio()).containsExactlyInAnyOrder(rows);
    }
}
