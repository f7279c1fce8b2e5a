package no.ditioroutes.boot;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import no.ditioroutes.ShutdownSignal;
import no.ditioroutes.monitor.HealthRegistry;
import no.ditioroutes.wiring.Beans;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** The poll of a stream, with a mock endpoint in the place of the stream. */
@CamelSpringBootTest
@SpringBootTest(classes = App.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = ServiceSettings.class)
@DirtiesContext
class PollRouteTest {

    @Autowired
    private CamelContext camel;

    @Autowired
    private ProducerTemplate template;

    @Autowired
    private Beans beans;

    @Test
    void runsNoStreamWhileTheDatabaseIsDown() throws Exception {
        AdviceWith.adviceWith(camel, "machine-registrations-poll", poll -> {
            poll.replaceFromWith("direct:poll-now");
            poll.mockEndpointsAndSkip("direct:machine-registrations");
        });
        MockEndpoint stream = camel.getEndpoint("mock:direct:machine-registrations", MockEndpoint.class);
        stream.expectedMessageCount(0);

        CompletableFuture<Object> poll = template.asyncRequestBody("direct:poll-now", "");
        await().atMost(30, SECONDS)
                .until(() ->
                        beans.get(HealthRegistry.class).readiness().toString().contains("127.0.0.1:1"));
        assertThat(poll).isNotDone();
        // The poll waits for the database; it ends with the program.
        beans.get(ShutdownSignal.class).request();

        assertThat(poll).succeedsWithin(30, SECONDS);
        stream.assertIsSatisfied();
    }
}
