package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.IMPORT;
import static no.ditioroutes.telematics.StatesRig.minutes;
import static no.ditioroutes.telematics.StatesRig.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.sandbox.ConnectionFaults;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows of a file become requests; what Ditio has afterwards is the judge. */
class SendingTest {

    @RegisterExtension
    static final StatesRig RIG = StatesRig.onPostgres();

    @Test
    void sendsEachRowOnce() {
        String[] rows = minutes("EX-001", 1200);

        ImportSummary summary = RIG.send(rows);

        assertThat(RIG.inDitio()).containsExactly(rows);
        assertThat(summary.sent()).isEqualTo(1200);
        assertThat(summary.requests()).isEqualTo(3);
        assertThat(RIG.posts()).extracting(post -> post.intervals().size()).containsExactly(500, 500, 200);
    }

    @Test
    void sendsNothingOfAFileThatCameBefore() {
        String[] rows = minutes("EX-001", 10);
        RIG.send(rows);

        ImportSummary again = RIG.send(RIG.file(rows));

        assertThat(again.known()).isEqualTo(10);
        assertThat(RIG.posts()).hasSize(1);
    }

    @Test
    void findsTheOneRowThatDitioDoesNotTake() {
        String[] rows = minutes("EX-001", 500);
        String bad = rows[333];
        RIG.sandbox().states().refuse(interval -> bad.contains(interval.startTime() + "," + interval.endTime()));

        ImportSummary summary = RIG.send(rows);

        assertThat(RIG.inDitio()).hasSize(499).doesNotContain(bad);
        assertThat(summary.rejected()).isEqualTo(1);
        assertThat(summary.requests()).isLessThanOrEqualTo(19);
        assertThat(RIG.rejects()).singleElement().asString().contains(bad, "335", "Ugyldig periode");
    }

    @Test
    void takesAnAnswerThatGotLostForWhatDitioShows() {
        RIG.sandbox().faults().next(IMPORT, ConnectionFaults.answerLost());
        String[] rows = minutes("EX-001", 700);

        ImportSummary summary = RIG.send(rows);

        assertThat(RIG.inDitio()).containsExactly(rows);
        assertThat(summary.sent()).isEqualTo(700);
    }

    @Test
    void sendsAgainWhatDidNotArrive() {
        RIG.sandbox().faults().next(IMPORT, ConnectionFaults.resetBeforeAnswer());
        String[] rows = minutes("EX-001", 700);

        RIG.send(rows);

        assertThat(RIG.inDitio()).containsExactly(rows);
    }

    @Test
    void stopsAProjectThatDitioDoesNotLetItWriteToAndGoesOnWithOthers() {
        RIG.sandbox().states().disable(Fixture.COMPANY_ID, Fixture.PROJECT_ID);
        String refused = row("EX-001", "Working", "08:00", "09:00");
        String taken = row(Fixture.SECOND_PROJECT_ID, "EX-002", "Working", "08:00", "09:00");

        ImportSummary summary = RIG.send(refused, taken);

        assertThat(RIG.inDitio()).containsExactly(taken);
        assertThat(summary.rejected()).isEqualTo(1);
        assertThat(RIG.rejects()).singleElement().asString().contains("masstransportapiv1", Fixture.PROJECT_ID);
    }

    @Test
    void showsInADryRunWhatItWouldSend() {
        Path file = RIG.file(minutes("EX-001", 20));

        ImportSummary shown = RIG.send(file, new ImportOptions(true, false));
        ImportSummary done = RIG.send(file);

        assertThat(shown.sent()).isEqualTo(20);
        assertThat(done.sent()).isEqualTo(20);
        assertThat(RIG.posts()).hasSize(1);
        assertThat(List.copyOf(RIG.rejects())).isEmpty();
    }

    @Test
    void givesUpWhereDitioDoesNotAnswerAndGoesOnWithTheNextTry() {
        RIG.sandbox().faults().always(IMPORT, Fault.status(503));
        Path file = RIG.file(minutes("EX-001", 10));

        assertThatThrownBy(() -> RIG.send(file))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("Gave up sending " + file.getFileName())
                .hasMessageContaining("503");
        RIG.sandbox().faults().clear();
        ImportSummary next = RIG.send(file);

        assertThat(next.sent()).isEqualTo(10);
        assertThat(RIG.inDitio()).hasSize(10);
    }

    @Test
    void givesUpWhereNoTokenIsToBeHad() {
        RIG.forgetToken();
        RIG.sandbox().faults().always("/connect/token", Fault.status(500));

        assertThatThrownBy(() -> RIG.send(row("EX-001", "Idle", "08:00", "09:00")))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("Gave up sending");
    }
}
