package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import no.ditioroutes.wiring.Wiring;
import org.junit.jupiter.api.Test;

/** What health says while the program starts: it is asked from the first second on. */
class HealthAnswerTest {

    private final HealthAnswer starting =
            new HealthAnswer(Wiring.wire(key -> null, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));

    @Test
    void livesBeforeAnythingWasChecked() {
        assertThat(starting.one("liveness").getStatus()).isEqualTo(200);
    }

    @Test
    void isNotReadyBeforeAnythingWasChecked() {
        assertThat(starting.one("readiness").getStatus()).isEqualTo(503);
        assertThat(starting.all().getStatus()).isEqualTo(503);
    }
}
