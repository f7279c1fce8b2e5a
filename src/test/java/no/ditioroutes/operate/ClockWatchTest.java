package no.ditioroutes.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.monitor.ComponentHealth;
import no.ditioroutes.monitor.HealthRegistry;
import no.ditioroutes.monitor.Meters;
import org.junit.jupiter.api.Test;

/** The part of the health that shows how Ditio's clock and this machine's compare. */
class ClockWatchTest {

    private final HealthRegistry health = new HealthRegistry(Meters.none(), 15_000);
    private final ServerClock clock = new ServerClock();

    @Test
    void saysThatNoAnswerHasShownATime() {
        assertThat(clocks().detail()).contains("No answer of Ditio has shown its time");
    }

    @Test
    void saysThatTheClocksAgree() {
        answer(Duration.ofMinutes(1));

        assertThat(clocks().detail()).isEqualTo("Ditio's and this machine's agree");
    }

    @Test
    void reportsADifferenceAndStaysUp() {
        answer(Duration.ofMinutes(-90));

        assertThat(clocks().detail()).contains("Ditio's clock was 1 h", "behind this machine's", "timedatectl");
        assertThat(clocks().ok()).isTrue();
    }

    private ComponentHealth clocks() {
        new ClockWatch(health, clock).compare();
        return health.readiness().parts().get("clocks");
    }

    private void answer(Duration ahead) {
        clock.observe(DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plus(ahead).atOffset(ZoneOffset.UTC)));
    }
}
