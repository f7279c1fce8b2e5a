package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.IMPORT;
import static no.ditioroutes.telematics.StatesRig.minutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.ResponseFaults;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A late day of which Ditio shows nothing is sent again where its request certainly never arrived. */
class NeverLeftTest {

    private static final Gate GATE = new Gate();

    @RegisterExtension
    static final StatesRig RIG = StatesRig.onH2().with("ditio.masstransport-base", GATE.base() + "/masstransport");

    private static final String TOKEN = "/connect/token";
    private static final String TOTALS = "/aggregated-data-per-state";
    private static final Fault NOTHING = ResponseFaults.rawBody("application/json", "[]");

    private final String[] late = minutes("EX-002", "2026-01-15", 10);
    private Path file;

    @BeforeEach
    void aLateDay() {
        GATE.to(RIG.sandbox().addresses().massTransport());
        RIG.send(minutes("EX-001", "2026-01-16", 10));
        file = RIG.file(late);
    }

    @AfterAll
    static void shut() throws IOException {
        GATE.shut();
    }

    @Test
    void whereNoConnectionComesAbout() throws Exception {
        RIG.sandbox().faults().always(TOTALS, NOTHING.withHeader("Connection", "close"));
        GATE.shut();

        failsAndIsSentByTheNextTry(GATE::reopen);
    }

    @Test
    void whereNoTokenIsToBeHad() throws Exception {
        RIG.sandbox().faults().always(TOTALS, Fault.meanwhile(RIG::forgetToken).withBody("application/json", "[]"));
        RIG.sandbox().faults().always(TOKEN, Fault.status(500));

        failsAndIsSentByTheNextTry(() -> {});
    }

    @Test
    void whereTheTokenIsRefusedAndNoOtherIsToBeHad() throws Exception {
        RIG.sandbox().faults().always(TOTALS, NOTHING);
        RIG.sandbox().faults().next(IMPORT, Fault.tokenRevoked());
        RIG.sandbox().faults().always(TOKEN, Fault.status(500));

        failsAndIsSentByTheNextTry(() -> {});
    }

    private void failsAndIsSentByTheNextTry(Runnable mend) throws Exception {
        assertThatThrownBy(() -> RIG.send(file)).isInstanceOf(UserFacingException.class);
        assertThat(RIG.ledger()).isEqualTo(Map.of("sent", 10L, "open", 10L));
        RIG.sandbox().faults().clear();
        mend.run();
        RIG.sandbox().faults().always(TOTALS, NOTHING);

        RIG.send(file);

        assertThat(RIG.inDitio()).hasSize(20).endsWith(late);
        assertThat(RIG.rejects()).isEmpty();
    }
}
