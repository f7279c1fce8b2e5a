package no.ditioroutes.ditio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import no.ditioroutes.SecretMasker;
import org.junit.jupiter.api.Test;

/** Tests which part of a response gets into messages. */
class ResponseBodyTest {

    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.a-token-as-long-as-tokens-are." + "x".repeat(400);

    @Test
    void isShownInOneLineWithoutTheTokenThatAGatewayEchoes() throws IOException {
        SecretMasker.learnToken(TOKEN);

        assertThat(excerpt("no such route\r\nAuthorization: Bearer " + TOKEN + "\n"))
                .isEqualTo("no such route Authorization: Bearer *****");
    }

    @Test
    void isShownWithoutAPartOfATokenIfItIsCut() throws IOException {
        SecretMasker.learnToken(TOKEN);

        assertThat(excerpt("x".repeat(290) + " " + TOKEN)).isEqualTo("x".repeat(290) + " *****");
    }

    private static String excerpt(String text) throws IOException {
        return ResponseBody.read(new ByteArrayInputStream(text.getBytes(UTF_8)), 1 << 20)
                .excerpt();
    }
}
