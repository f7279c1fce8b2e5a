package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.row;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where overlaps are to be sent, only the very same row is left out. */
class OverlapsSentTest {

    @RegisterExtension
    static final StatesRig RIG =
            StatesRig.onH2().with("telematics.overlaps", "send").with("telematics.block-rows", 2);

    private static final String LONG = row("EX-001", "Working", "08:00", "12:00");
    private static final String WITHIN = row("EX-001", "Idle", "09:00", "10:00");
    private static final String SAME_TIMES = row("EX-001", "Idle", "08:00", "12:00");

    @Test
    void sendsIntervalsThatCollide() {
        ImportSummary summary = RIG.send(LONG, WITHIN, SAME_TIMES, LONG);

        assertThat(RIG.inDitio()).containsExactlyInAnyOrder(LONG, WITHIN, SAME_TIMES);
        assertThat(summary.known()).isEqualTo(1);
    }

    @Test
    void refusesNoFileForThem() {
        ImportSummary summary = RIG.send(LONG, WITHIN, SAME_TIMES);

        assertThat(summary.sent()).isEqualTo(3);
    }

    @Test
    void sendsThemOnceAcrossFiles() {
        RIG.send(LONG, WITHIN);

        ImportSummary summary = RIG.send(WITHIN, SAME_TIMES, LONG);

        assertThat(RIG.inDitio()).containsExactlyInAnyOrder(LONG, WITHIN, SAME_TIMES);
        assertThat(summary.known()).isEqualTo(2);
    }
}
