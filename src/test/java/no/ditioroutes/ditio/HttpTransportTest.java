package no.ditioroutes.ditio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import no.ditioroutes.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportTest {

    private final HttpTransport transport = new HttpTransport("", false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://core-api.ditio.app/core",
                "http://localhost:8090/api",
                "http://LocalHost",
                "http://127.0.0.1:1",
                "http://127.1.2.3/x",
                "http://[::1]:8090"
            })
    void acceptsTlsAndLoopback(String base) {
        assertThat(transport.base("DITIO_API_BASE", base + "/")).isEqualTo(base);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://core-api.ditio.app/core",
                "HTTP://sandbox:8090",
                "http://10.0.0.1",
                "http://[::2]",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://127.0.0.1@example.com"
            })
    void rejectsPlainHttpToAnotherMachine(String base) {
        UserFacingException failure =
                catchThrowableOfType(UserFacingException.class, () -> transport.base("DITIO_API_BASE", base));

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SETTINGS);
        assertThat(failure)
                .hasMessageContaining("DITIO_API_BASE is '" + base + "', expected https")
                .hasMessageContaining("DITIO_ALLOW_HTTP=true");
    }

    @Test
    void acceptsPlainHttpIfItIsAllowed() {
        assertThat(new HttpTransport("", true).base("DITIO_API_BASE", "http://sandbox:8090/api"))
                .isEqualTo("http://sandbox:8090/api");
    }

    @Test
    void rejectsAFileWithoutCertificates(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        Path empty = Files.createFile(folder.resolve("empty.pem"));

        assertThat(refused(folder.resolve("none.pem"))).hasMessageContaining("cannot be read");
        assertThat(refused(text)).hasMessageContaining("holds no certificate");
        assertThat(refused(empty)).hasMessageContaining("holds no certificate");
    }

    private static UserFacingException refused(Path file) {
        UserFacingException failure =
                catchThrowableOfType(UserFacingException.class, () -> new HttpTransport(file.toString(), false));
        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SETTINGS);
        assertThat(failure).hasMessageContaining("DITIO_CA_FILE names " + file);
        return failure;
    }
}
