package no.ditioroutes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private static final String SECRET = "bløt+kake/på \"fat\"\\&=%";

    @Test
    void areMaskedInEveryEncoding() {
        Secrets.learn(SECRET);

        assertMasked(SECRET);
        assertMasked(URLEncoder.encode(SECRET, UTF_8));
        assertMasked(URLEncoder.encode(SECRET, UTF_8).replace("+", "%20"));
        assertMasked("bløt+kake/på \\\"fat\\\"\\\\&=%");
        assertMasked("bløt+kake\\/på \\\"fat\\\"\\\\&=%");
        assertMasked(new String(SECRET.getBytes(UTF_8), ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc:", "a-client:"})
    void areMaskedInBase64WithAnythingAroundThem(String before) {
        Secrets.learn(SECRET);
        byte[] text = (before + SECRET + "!").getBytes(UTF_8);

        String standard = Secrets.mask(Base64.getEncoder().encodeToString(text));
        String forAddresses = Secrets.mask(Base64.getUrlEncoder().encodeToString(text));

        assertThat(standard).contains(Secrets.MASK).hasSizeLessThan(before.length() * 2 + 16);
        assertThat(forAddresses).contains(Secrets.MASK).hasSizeLessThan(before.length() * 2 + 16);
    }

    @Test
    void areMaskedCompletelyIfOneIsPartOfAnother() {
        Secrets.learn("rabarbra");
        Secrets.learn("rabarbra-grøt-9");

        assertThat(Secrets.mask("<rabarbra-grøt-9> <rabarbra>")).isEqualTo("<*****> <*****>");
    }

    @Test
    void areNotMaskedIfTheyAreTooShort() {
        Secrets.learn("abc");
        Secrets.learn(" ");
        Secrets.learn(null);

        assertThat(Secrets.mask("abc  abc")).isEqualTo("abc  abc");
    }

    /**
     * Uses a word within another, as {@code postgres} in {@code jdbc:postgresql}. It stays registered, so no other test
     * may use it.
     */
    @Test
    void areNotMaskedWithinALongerWordIfTheyMayBeAWord() {
        Secrets.learn("seterost");

        assertThat(Secrets.mask("jdbc:seterostql://db 7seterost")).isEqualTo("jdbc:seterostql://db 7seterost");
        assertThat(Secrets.mask("password=seterost&x seterost_")).isEqualTo("password=*****&x *****_");
    }

    @Test
    void areFoundInAJdbcUrl() {
        Secrets.learnJdbcUrl("jdbc:postgresql://me:lingon-1@db/x?password=ti%26tte-2&sslpassword=multe-3");
        Secrets.learnJdbcUrl("jdbc:h2:mem:x;USER=sa;PASSWORD=bringe-4;MODE=REGULAR");

        assertThat(Secrets.mask("lingon-1 ti%26tte-2 ti&tte-2 multe-3 bringe-4 postgresql REGULAR"))
                .isEqualTo("***** ***** ***** ***** ***** postgresql REGULAR");
    }

    @Test
    void areMaskedInFailures() {
        Secrets.learn("vaffel-med-ost");

        assertThat(new Failure(Failure.Kind.SINK, "the user of vaffel-med-ost", null))
                .hasMessage("the user of *****");
    }

    @Test
    void stayRegisteredForAsManyTokensAsMayBeInUse() {
        Secrets.learnToken("first-token");
        for (int token = 0; token < 32; token++) {
            Secrets.learnToken("token-number-" + token + "-");
        }

        assertThat(Secrets.mask("first-token token-number-0- token-number-31-")).isEqualTo("first-token ***** *****");
    }

    @Test
    void areFoundCompletelyInAJdbcUrlOfPostgresWithASemicolon() {
        Secrets.learnJdbcUrl("jdbc:postgresql://db/x?password=tyttebaer-5;hylle-6&user=me");
        Secrets.learnJdbcUrl("jdbc:h2:mem:x;PASSWORD=solbaer-7&hylle-8;MODE=REGULAR");

        assertThat(Secrets.mask("tyttebaer-5;hylle-6 solbaer-7&hylle-8")).isEqualTo("***** *****");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rips${stikkels}baer", "rips{{stikkels}}baer", "rips\"stikkels\"baer"})
    void areRejectedInAVariableIfTheyContainAPlaceholder(String secret) {
        Map<String, String> variables = Map.of("KAFKA_PASSWORD", secret);

        Failure failure = catchThrowableOfType(Failure.class, () -> Secrets.learnVariables(variables::get));

        assertThat(failure.kind()).isEqualTo(Failure.Kind.SETTINGS);
        assertThat(failure)
                .hasMessageContaining("KAFKA_PASSWORD contains ")
                .hasMessageContaining("KAFKA_PASSWORD_FILE");
        assertThat(failure).hasMessageNotContaining("stikkels");
        assertThat(Secrets.mask("<" + secret + ">")).isEqualTo("<*****>");
    }

    @Test
    void areRejectedInAVariableIfTheyContainADoubleQuote() {
        Map<String, String> settings = Map.of("jdbc.password", "bl\"abaer");

        Failure failure = catchThrowableOfType(Failure.class, () -> Secrets.learnFrom(settings::get));

        assertThat(failure).hasMessageContaining("JDBC_PASSWORD").hasMessageContaining("JDBC_PASSWORD_FILE");
        assertThat(failure).hasMessageNotContaining("abaer");
    }

    private static void assertMasked(String written) {
        assertThat(Secrets.mask("<" + written + ">")).isEqualTo("<" + Secrets.MASK + ">");
    }
}
