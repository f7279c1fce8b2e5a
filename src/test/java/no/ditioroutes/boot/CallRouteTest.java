package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import no.ditioroutes.CapturedWarnings;
import no.ditioroutes.camel.RetryPause;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.Conversation;
import no.ditioroutes.ditio.HttpResult;
import no.ditioroutes.ditio.StatusPolicy;
import no.ditioroutes.wiring.Beans;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** The routes that make the calls of a conversation, with a mock endpoint in the place of Ditio. */
@CamelSpringBootTest
@SpringBootTest(classes = App.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = ServiceSettings.class)
@DirtiesContext
class CallRouteTest {

    @Autowired
    private CamelContext camel;

    @Autowired
    private ProducerTemplate template;

    @Autowired
    private Beans beans;

    private final Deque<Integer> statuses = new ArrayDeque<>();
    private MockEndpoint ditio;

    @BeforeEach
    void putTheMockInPlace() throws Exception {
        if (camel.hasEndpoint("mock:ditio") == null) {
            AdviceWith.adviceWith(camel, "call-once", call -> call.weaveByToUri("https*")
                    .replace()
                    .to("mock:ditio"));
        }
        ditio = camel.getEndpoint("mock:ditio", MockEndpoint.class);
        ditio.reset();
        ditio.whenAnyExchangeReceived(this::answer);
    }

    private void answer(Exchange call) {
        call.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, statuses.pop());
        call.getMessage().setBody(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)));
    }

    /** Asks one question, until an answer settles it. */
    private final class Question implements Conversation {

        private HttpResult answer;

        @Override
        public boolean hasNextCall() {
            return answer == null;
        }

        @Override
        public ApiCall nextCall() {
            return ApiCall.get("https://ditio.example/question", "", "reportingapiv1", "a question");
        }

        @Override
        public void accept(HttpResult answered) throws IOException {
            beans.get(StatusPolicy.class).judge(answered);
            answer = answered;
        }
    }

    @Test
    void asksOnceMoreWithAFreshTokenIfTheFirstIsRefused() throws Exception {
        ditio.expectedMessageCount(2);

        assertThat(ask(401, 200)).isEqualTo(200);

        ditio.assertIsSatisfied();
        assertThat(ditio.getExchanges())
                .extracting(call -> call.getMessage().getHeader("Authorization", String.class))
                .doesNotHaveDuplicates()
                .allSatisfy(bearer -> assertThat(bearer).startsWith("Bearer "));
    }

    @Test
    void asksAgainAfterAPauseIfDitioIsUnavailable() throws Exception {
        ditio.expectedMessageCount(3);

        try (CapturedWarnings pauses = new CapturedWarnings(RetryPause.class)) {
            assertThat(ask(503, 503, 200)).isEqualTo(200);
            assertThat(pauses.messages()).hasSize(2);
        }

        ditio.assertIsSatisfied();
    }

    @Test
    void asksOnlyOnceIfDitioRefusesTheQuestion() throws Exception {
        ditio.expectedMessageCount(1);

        try (CapturedWarnings pauses = new CapturedWarnings(RetryPause.class)) {
            assertThat(ask(400)).isEqualTo(400);
            assertThat(pauses.messages()).isEmpty();
        }

        ditio.assertIsSatisfied();
    }

    @Test
    void componentsReadTheirSettings() {
        KafkaComponent kafka = camel.getComponent("kafka", KafkaComponent.class);

        assertThat(kafka.getConfiguration().getLingerMs()).isEqualTo(7);
    }

    private int ask(Integer... answers) {
        statuses.addAll(Arrays.asList(answers));
        Question question = new Question();
        Exchange done = template.request("direct:converse", exchange -> exchange.setVariable("conversation", question));
        assertThat(done.getException()).isNull();
        assertThat(statuses).isEmpty();
        return question.answer.status();
    }
}
