package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.IMPORT;
import static no.ditioroutes.telematics.StatesRig.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.ditioroutes.sandbox.ConnectionFaults;
import no.ditioroutes.sandbox.ResponseFaults;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where the setting says so, rows of which nothing tells are sent again: nothing is lost, and a request may be there twice. */
class ResendTest {

    @RegisterExtension
    static final StatesRig RIG =
            StatesRig.onH2().with("telematics.unproven", "resend").with("telematics.batch-rows", 10);

    private final String[] late = minutes("EX-002", "2026-01-15", 30);

    @BeforeEach
    void lateRowsOfWhichNothingTells() {
        RIG.send(minutes("EX-001", "2026-01-16", 10));
        RIG.sandbox().faults().always("/aggregated-data-per-state", ResponseFaults.rawBody("application/json", "[]"));
    }

    @Test
    void losesNothing() {
        RIG.sandbox().faults().after(IMPORT, 1, ConnectionFaults.resetBeforeAnswer());

        ImportSummary summary = RIG.send(late);

        assertThat(summary.sent()).isEqualTo(30);
        assertThat(RIG.inDitio()).hasSize(40).endsWith(late);
    }

    @Test
    void doublesOneRequestAtMost() {
        RIG.sandbox().faults().after(IMPORT, 1, ConnectionFaults.answerLost());

        ImportSummary summary = RIG.send(late);

        assertThat(summary.sent()).isEqualTo(30);
        assertThat(RIG.inDitio()).hasSize(50).containsAll(List.of(late));
    }

    @Test
    void sendsNothingAgainWhereDitioTells() {
        RIG.sandbox().faults().after(IMPORT, 1, ConnectionFaults.answerLost());
        String[] newer = minutes("EX-001", "2026-01-17", 30);

        RIG.send(newer);

        assertThat(RIG.inDitio()).hasSize(40).endsWith(newer);
    }
}
