package no.ditioroutes.stream;

import static no.ditioroutes.stream.Rig.MACHINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import no.ditioroutes.SecretSetting;
import no.ditioroutes.SelfSignedCertificate;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.ditio.Credentials;
import no.ditioroutes.ditio.HttpTransport;
import no.ditioroutes.ditio.IdentityServer;
import no.ditioroutes.ditio.ServerClock;
import no.ditioroutes.ditio.TokenCache;
import no.ditioroutes.monitor.Meters;
import no.ditioroutes.sandbox.Sandbox;
import no.ditioroutes.sandbox.SandboxOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ditio behind a certificate that Java does not know. */
class TlsTest {

    private static final String CERTIFICATE =
            SelfSignedCertificate.shared().certificate().toString();

    private static Sandbox sandbox;
    private static TlsFront front;
    private static TlsFront misnamed;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxOptions.empty());
        front = new TlsFront("localhost", URI.create(sandbox.addresses().base()).getPort());
        // This machine too, but not in the certificate.
        misnamed =
                new TlsFront("127.0.0.2", URI.create(sandbox.addresses().base()).getPort());
        sandbox.stream(MACHINES).add(3);
    }

    @AfterAll
    static void stop() {
        misnamed.close();
        front.close();
        sandbox.close();
    }

    @BeforeEach
    void forget() {
        sandbox.requests().clear();
        sandbox.clients().resetTokenCalls();
    }

    @Test
    void isTrustedWhereItsCertificateIsInTheFile() {
        Map<String, Object> settings = settings();
        settings.put("ditio.ca-file", CERTIFICATE);

        try (TestProgram program = TestProgram.start(settings)) {
            assertThat(program.streams().sync(MACHINES).upserted()).isEqualTo(3);
        }
    }

    @Test
    void givesNoTokenWithoutTheFile() {
        assertThatThrownBy(() -> token(front, ""))
                .hasMessageContaining("identity server at https://localhost:")
                .hasMessageContaining("certification path")
                .hasMessageContaining("DITIO_CA_FILE");

        assertThat(sandbox.clients().tokenCalls()).isZero();
    }

    @Test
    void givesNoPageWithoutTheFile() {
        Map<String, Object> settings = settings();
        settings.put("ditio.identity-base", sandbox.addresses().identity());

        try (TestProgram program = TestProgram.start(settings)) {
            UserFacingException failure = catchThrowableOfType(
                    UserFacingException.class, () -> program.streams().sync(MACHINES));

            assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.DITIO);
            assertThat(failure).hasMessageContaining("certification path");
        }
        assertThat(sandbox.requests().matching(MACHINES)).isEmpty();
    }

    @Test
    void givesNoTokenUnderANameThatIsNotInTheCertificate() {
        assertThatThrownBy(() -> token(misnamed, CERTIFICATE))
                .hasMessageContaining("identity server at https://127.0.0.2:")
                .hasMessageContaining("Certificate for <127.0.0.2> doesn't match");

        assertThat(sandbox.clients().tokenCalls()).isZero();
    }

    @Test
    void givesNoPageUnderANameThatIsNotInTheCertificate() {
        Map<String, Object> settings = settings();
        settings.put("ditio.ca-file", CERTIFICATE);
        settings.put("ditio.reporting-base", misnamed.of(sandbox.addresses().reporting()));

        try (TestProgram program = TestProgram.start(settings)) {
            UserFacingException failure = catchThrowableOfType(
                    UserFacingException.class, () -> program.streams().sync(MACHINES));

            assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.DITIO);
            assertThat(failure).hasMessageContaining("Certificate for <127.0.0.2> doesn't match");
        }
        assertThat(sandbox.requests().matching(MACHINES)).isEmpty();
    }

    private static String token(TlsFront identityServer, String caFile) throws IOException {
        Credentials credentials = new Credentials(
                SandboxOptions.CLIENT_ID,
                new SecretSetting("DITIO_CLIENT_SECRET", SandboxOptions.CLIENT_SECRET, ""),
                new SecretSetting("DITIO_TOKEN", "", ""));
        IdentityServer identity = new IdentityServer(
                identityServer.of(sandbox.addresses().identity()),
                credentials,
                new ServerClock(),
                new HttpTransport(caFile, false));
        return new TokenCache(credentials, identity, Meters.none()).bearer("reportingapiv1");
    }

    private static Map<String, Object> settings() {
        Map<String, Object> settings =
                TestProgram.settings(sandbox, "jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        settings.put("ditio.identity-base", front.of(sandbox.addresses().identity()));
        settings.put("ditio.reporting-base", front.of(sandbox.addresses().reporting()));
        settings.put("retry.longest-pause-ms", "10");
        return settings;
    }
}
