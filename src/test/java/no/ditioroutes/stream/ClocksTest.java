package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.sandbox.ResponseFaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ditio's clock and this machine's need not agree. */
class ClocksTest {

    @RegisterExtension
    static final Rig RIG = Rig.onH2().with("sync.chunk-limit", 10);

    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void losesNothingWhereTheClocksAreAnHourApart(int minutes) {
        RIG.sandbox().clock().skew(Duration.ofMinutes(minutes));
        RIG.machines().add(15);
        RIG.sync(MACHINES);

        RIG.machines().add(15);
        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void bringsAChangeAtOnceAfterARestartWhereTheClocksAreAnHourApart(int minutes) {
        RIG.sandbox().clock().skew(Duration.ofMinutes(minutes));
        RIG.machines().add(15);
        RIG.sync(MACHINES);

        RIG.restart();
        RIG.machines().add(15);
        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void losesNothingWhereDitioDoesNotTellItsTime() {
        RIG.sandbox().faults().always("", ResponseFaults.dateMissing());
        RIG.restart();
        RIG.machines().add(15);
        RIG.sync(MACHINES);

        RIG.machines().add(15);
        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void losesNothingWhereDitiosClockLeapsForward() {
        RIG.machines().add(15);
        RIG.sync(MACHINES);

        RIG.sandbox().clock().advance(Duration.ofHours(3));
        RIG.machines().add(15);
        RIG.sync(MACHINES);
        RIG.machines().add(15);
        RIG.sync(MACHINES);

        RIG.assertMirrored(MACHINES);
    }

    @Test
    void goesByDitiosClock() {
        RIG.sandbox().clock().skew(Duration.ofHours(1));

        RIG.sync(MACHINES);

        ServerClock clock = RIG.program().camel().getRegistry().lookupByNameAndType("serverClock", ServerClock.class);
        assertThat(Duration.between(RIG.sandbox().clock().instant(), clock.now())
                        .abs())
                .isLessThan(Duration.ofSeconds(5));
    }
}
