package no.ditioroutes.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.Conversation;
import no.ditioroutes.ditio.CoreApi;
import no.ditioroutes.ditio.HttpResult;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The route {@code converse}: which attempts it makes, and what becomes of a failure. */
class ConverseTest {

    private static final String PATH = "/MachineType";

    private static Sandbox sandbox;
    private static TestProgram program;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.start(SandboxOptions.empty());
        program = TestProgram.start(TestProgram.onH2(sandbox));
        program.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(UserFacingException.class).handled(true).setBody(simple("handled: ${exception.message}"));
                from("direct:around").to("direct:converse");
            }
        });
    }

    @AfterAll
    static void stop() {
        program.close();
        sandbox.close();
    }

    @BeforeEach
    void clear() {
        sandbox.faults().clear();
        sandbox.requests().clear();
    }

    @Test
    void retriesACallAfterAnotherWasGivenUp() {
        sandbox.faults().next(PATH, 7, Fault.status(503));
        Calls calls = new Calls(2);

        converse(calls);

        assertThat(calls.log).containsExactly("503", "503", "503", "503", "503", "503", "gave up", "503", "200");
    }

    @Test
    void givesEachCallAllItsAttempts() {
        sandbox.faults().next(PATH, 4, Fault.status(503));
        Calls calls = new Calls(2) {
            @Override
            public void accept(HttpResult answer) throws IOException {
                super.accept(answer);
                sandbox.faults().next(PATH, 5, Fault.status(503));
            }
        };

        converse(calls);

        assertThat(calls.log)
                .containsExactly("503", "503", "503", "503", "200", "503", "503", "503", "503", "503", "200");
    }

    @Test
    void leavesAFailureToTheRoutesAround() {
        Calls calls = new Calls(1) {
            @Override
            public void accept(HttpResult answer) {
                throw new UserFacingException(UserFacingException.Kind.DITIO, "not what was asked for");
            }
        };

        Exchange exchange = converse(calls);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("handled: not what was asked for");
    }

    @Test
    void asksWhatBecameOfACallInTheSameAttempt() {
        sandbox.faults().next(PATH, 12, Fault.status(503));
        Calls calls = new Calls(1) {
            private boolean doubt;

            @Override
            public boolean isInDoubt() {
                return doubt;
            }

            @Override
            public void accept(HttpResult answer) throws IOException {
                doubt = !doubt;
                if (!doubt) {
                    super.accept(answer);
                }
            }
        };

        converse(calls);

        assertThat(sandbox.requests().matching(PATH)).hasSize(12);
        assertThat(calls.log).last().isEqualTo("gave up");
    }

    private static Exchange converse(Conversation conversation) {
        Exchange exchange = new DefaultExchange(program.camel());
        exchange.setVariable("conversation", conversation);
        return program.camel().createProducerTemplate().send("direct:around", exchange);
    }

    /** Asks the same some times, and goes on after a call that was given up. */
    private static class Calls implements Conversation {

        private final List<String> log = new ArrayList<>();
        private int left;

        Calls(int count) {
            left = count;
        }

        @Override
        public boolean hasNextCall() {
            return left > 0;
        }

        @Override
        public ApiCall nextCall() {
            return ApiCall.get(sandbox.addresses().core() + "/api/MachineType", "", CoreApi.SCOPE, "the types");
        }

        @Override
        public void accept(HttpResult answer) throws IOException {
            log.add(String.valueOf(answer.status()));
            if (answer.status() != 200) {
                throw new IOException("not now");
            }
            left--;
        }

        @Override
        public void gaveUp(IOException reason) {
            log.add("gave up");
            left--;
        }
    }
}
