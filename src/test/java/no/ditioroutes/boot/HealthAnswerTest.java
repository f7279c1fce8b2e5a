package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** What health says while the program starts: it is asked from the first second on. */
class HealthAnswerTest {

    private final HealthAnswer starting = new HealthAnswer(new DefaultCamelContext());

    @Test
    void livesBeforeItsBeansAreMade() {
        assertThat(starting.one("liveness").getStatus()).isEqualTo(200);
    }

    @Test
    void isNotReadyBeforeItsBeansAreMade() {
        assertThat(starting.one("readiness").getStatus()).isEqualTo(503);
        assertThat(starting.all().getStatus()).isEqualTo(503);
    }
}
