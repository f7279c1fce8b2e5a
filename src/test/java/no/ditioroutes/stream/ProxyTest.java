package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import no.ditioroutes.SelfSignedCertificate;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ditio behind a proxy: its hosts have names that nobody but the proxy knows. */
class ProxyTest {

    private static final String[] HOSTS = {"identity", "reporting", "api", "mass"};
    private static final String USER = "fleet:hem%3Alig-og-lang";

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;
    private static TlsFront tls;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.empty());
        tls = new TlsFront("localhost", port(sandbox.addresses().base()));
        sandbox.stream(MACHINES).add(3);
    }

    @AfterAll
    static void stop() {
        tls.close();
        sandbox.close();
    }

    @BeforeEach
    void forget() {
        sandbox.requests().clear();
    }

    @Test
    void carriesEveryKindOfCallInATunnel() throws IOException {
        try (ProxyServer proxy = proxy("")) {
            Map<String, Object> settings = settings("https");
            settings.put("proxy.https", "http://" + proxy.address());

            makeEveryKindOfCall(settings);

            for (String host : HOSTS) {
                assertThat(proxy.calls()).contains("CONNECT " + host + ".ditio.example.com:443");
            }
        }
    }

    @Test
    void carriesEveryKindOfPlainCall() throws IOException {
        try (ProxyServer proxy = proxy("")) {
            Map<String, Object> settings = settings("http");
            settings.put("ditio.allow-http", "true");
            settings.put("proxy.http", proxy.address());

            makeEveryKindOfCall(settings);

            for (String host : HOSTS) {
                assertThat(proxy.calls()).anyMatch(call -> call.contains(" http://" + host + ".ditio.example.com/"));
            }
            assertThat(proxy.calls()).anyMatch(call -> call.startsWith("POST http://mass."));
        }
    }

    @Test
    void isGivenItsUserAndPasswordWhichAreShownToNobody() throws IOException {
        try (ProxyServer proxy = proxy("fleet:hem:lig-og-lang")) {
            Map<String, Object> settings = settings("https");
            settings.put("proxy.https", "http://" + USER + "@" + proxy.address());

            makeEveryKindOfCall(settings);

            try (TestProgram program = TestProgram.start(settings)) {
                assertThat(program.run("check").out())
                        .contains("reporting.ditio.example.com through the proxy fleet@" + proxy.address()
                                + " (HTTPS_PROXY)")
                        .doesNotContain("lig-og-lang");
            }
        }
    }

    @Test
    void isNamedWhereItLetsNobodyIn() throws IOException {
        try (ProxyServer proxy = proxy("fleet:another")) {
            Map<String, Object> settings = settings("https");
            settings.put("proxy.https", "http://" + USER + "@" + proxy.address());

            try (TestProgram program = TestProgram.start(settings)) {
                UserFacingException failure = catchThrowableOfType(
                        UserFacingException.class, () -> program.streams().sync(MACHINES));

                assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.DITIO);
                assertThat(failure)
                        .hasMessageContaining("407")
                        .hasMessageContaining("HTTPS_PROXY")
                        .message()
                        .doesNotContain("lig-og-lang");
            }
        }
    }

    @Test
    void isNotTakenForDitioWhereItRefuses() {
        try (ProxyServer proxy = proxy("")) {
            proxy.refuse(403);
            Map<String, Object> settings = settings("https");
            settings.put("proxy.https", proxy.address());

            try (TestProgram program = TestProgram.start(settings)) {
                UserFacingException failure = catchThrowableOfType(
                        UserFacingException.class, () -> program.streams().sync(MACHINES));

                assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.DITIO);
                assertThat(failure).hasMessageContaining("The proxy http://" + proxy.address() + " answered 403");
            }
        }
    }

    @Test
    void isThatOfTheJvmWhereNoneIsSet() throws IOException {
        try (ProxyServer proxy = proxy("")) {
            System.setProperty("https.proxyHost", "127.0.0.1");
            System.setProperty("https.proxyPort", Integer.toString(proxy.port()));
            try {
                makeEveryKindOfCall(settings("https"));
            } finally {
                System.clearProperty("https.proxyHost");
                System.clearProperty("https.proxyPort");
            }

            assertThat(proxy.calls()).contains("CONNECT identity.ditio.example.com:443");
        }
    }

    @Test
    void isNotForThisMachineItself() {
        try (ProxyServer proxy = proxy("")) {
            Map<String, Object> settings = new HashMap<>(TestProgram.onH2(sandbox));
            settings.put("proxy.https", proxy.address());
            settings.put("proxy.http", proxy.address());

            try (TestProgram program = TestProgram.start(settings)) {
                assertThat(program.streams().sync(MACHINES).upserted()).isEqualTo(3);
            }

            assertThat(proxy.calls()).isEmpty();
        }
    }

    @Test
    void endsTheStartWhereItIsNoAddress() {
        Map<String, Object> settings = new HashMap<>(TestProgram.onH2(sandbox));
        settings.put("proxy.https", "https://user:vanskelig@proxy.example.com:3128");

        UserFacingException failure =
                catchThrowableOfType(UserFacingException.class, () -> TestProgram.start(settings));

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SETTINGS);
        assertThat(failure)
                .hasMessageContaining(
                        "HTTPS_PROXY is 'https://user:*****@proxy.example.com:3128', expected http://host:port");
    }

    /** A token for each scope, pages, machine states and the catalogue, of which none can go any other way. */
    private static void makeEveryKindOfCall(Map<String, Object> settings) throws IOException {
        Path states = Files.writeString(
                folder.resolve("states.csv"),
                "companyId,projectId,machineId,state,startTime,endTime\n%s,%s,EX-001,Working,%s,%s\n"
                        .formatted(
                                Fixture.COMPANY_ID,
                                Fixture.PROJECT_ID,
                                "2026-01-15T08:00:00Z",
                                "2026-01-15T09:00:00Z"));
        Path machines = Files.writeString(
                folder.resolve("machines.csv"),
                "companyId,machineNumber,name,typeId\n" + Fixture.COMPANY_ID + ",EX-101,Volvo,beltemaskin\n");
        sandbox.states().clear();
        try (TestProgram program = TestProgram.start(settings)) {
            assertThat(program.streams().sync(MACHINES).upserted()).isEqualTo(3);
            assertThat(program.run("import", "--force", states.toString()).exitCode())
                    .isZero();
            assertThat(program.run("machines", "plan", machines.toString()).exitCode())
                    .isZero();
        }
        assertThat(sandbox.requests().matching("/core/")).isNotEmpty();
        assertThat(sandbox.states().received()).hasSize(1);
    }

    private static ProxyServer proxy(String user) {
        return new ProxyServer(
                port(tls.of("http://localhost/")), port(sandbox.addresses().base()), user);
    }

    private static Map<String, Object> settings(String scheme) {
        Map<String, Object> settings = new HashMap<>(TestProgram.onH2(sandbox));
        settings.put(
                "ditio.ca-file", SelfSignedCertificate.shared().certificate().toString());
        settings.put(
                "ditio.identity-base",
                host(scheme, "identity", sandbox.addresses().identity()));
        settings.put(
                "ditio.reporting-base",
                host(scheme, "reporting", sandbox.addresses().reporting()));
        settings.put("ditio.api-base", host(scheme, "api", sandbox.addresses().core()));
        settings.put(
                "ditio.masstransport-base",
                host(scheme, "mass", sandbox.addresses().massTransport()));
        settings.put("inbox.folder", folder.resolve("inbox").toString());
        return settings;
    }

    private static String host(String scheme, String name, String base) {
        return scheme + "://" + name + ".ditio.example.com" + URI.create(base).getPath();
    }

    private static int port(String address) {
        return URI.create(address).getPort();
    }
}
