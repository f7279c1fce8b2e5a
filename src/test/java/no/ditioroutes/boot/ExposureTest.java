package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import no.ditioroutes.stream.tables.Reject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service answers, and to whom. */
class ExposureTest {

    private static Sandbox sandbox;
    private static TestProgram service;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.empty());
        service = TestProgram.service(settings());
    }

    @AfterAll
    static void stop() {
        service.close();
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/actuator/health/liveness", "/actuator/info", "/actuator/prometheus"})
    void answers(String path) {
        assertThat(service.get(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env",
                "beans",
                "heapdump",
                "loggers",
                "configprops",
                "shutdown",
                "threaddump",
                "mappings",
                "metrics",
                "sbom",
                "conditions",
                "scheduledtasks",
                "httpexchanges",
                "camel",
                "camelroutes",
                "quartz",
                "flyway",
                "logfile",
                "caches",
                "startup"
            })
    void hasNothingElseToTellOfItself(String endpoint) {
        assertThat(service.get("/actuator/" + endpoint).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/h2-console", "/h2-console/login.do", "/error/x", "/operator.html", "/application.yaml"})
    void hasNoOtherPage(String path) {
        assertThat(service.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void tellsNoStackTraceOfAnError() {
        List<HttpResponse<String>> errors = List.of(
                service.get("/no-such-page?trace=true&message=true"),
                service.get("/actuator/health/%25%24?trace=true"));

        assertThat(errors).allSatisfy(error -> {
            assertThat(error.statusCode()).isGreaterThanOrEqualTo(400);
            assertThat(error.body()).doesNotContain("Exception", "\tat ", "\"trace\"", "springframework");
        });
    }

    @Test
    void showsWhatOthersWroteAsText() {
        String script = "<script>alert('x')</script>\"&";
        List<Reject> rejects = List.of(new Reject("machine-registrations", script, "because of " + script, "{}"));
        service.database().inTransaction(transaction -> service.rejects().add(transaction, rejects));

        assertThat(service.get("/").body())
                .contains("because of &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;")
                .doesNotContain("<script");
    }

    /** Every address of 127.0.0.0/8 is this machine, but only one of them is listened to. */
    @Test
    void isBoundToLoopbackAloneUnlessToldOtherwise() throws IOException {
        assertThatThrownBy(() -> connect("127.0.0.2", service.port())).isInstanceOf(ConnectException.class);

        Map<String, Object> settings = settings();
        settings.put("SERVER_ADDRESS", "0.0.0.0");
        try (TestProgram open = TestProgram.service(settings)) {
            connect("127.0.0.2", open.port());
        }
    }

    private static void connect(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port));
        }
    }

    private static Map<String, Object> settings() {
        return TestProgram.settings(sandbox, "jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    }
}
