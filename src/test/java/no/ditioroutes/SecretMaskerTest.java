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

class SecretMaskerTest {

    private static final String SECRET = "bløt+kake/på \"fat\"\\&=%";

    @Test
    void areMaskedInEveryEncoding() {
        SecretMasker.learn(SECRET);

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
        SecretMasker.learn(SECRET);
        byte[] text = (before + SECRET + "!").getBytes(UTF_8);

        String standard = SecretMasker.mask(Base64.getEncoder().encodeToString(text));
        String forAddresses = SecretMasker.mask(Base64.getUrlEncoder().encodeToString(text));

        assertThat(standard).contains(SecretMasker.MASK).hasSizeLessThan(before.length() * 2 + 16);
        assertThat(forAddresses).contains(SecretMasker.MASK).hasSizeLessThan(before.length() * 2 + 16);
    }

    @Test
    void areMaskedCompletelyIfOneIsPartOfAnother() {
        SecretMasker.learn("rabarbra");
        SecretMasker.learn("rabarbra-grøt-9");

        assertThat(SecretMasker.mask("<rabarbra-grøt-9> <rabarbra>")).isEqualTo("<*****> <*****>");
    }

    @Test
    void areNotMaskedIfTheyAreTooShort() {
        SecretMasker.learn("abc");
        SecretMasker.learn(" ");
        SecretMasker.learn(null);

        assertThat(SecretMasker.mask("abc  abc")).isEqualTo("abc  abc");
    }

    /**
     * Uses a word within another, as {@code postgres} in {@code jdbc:postgresql}. It stays registered, so no other test
     * may use it.
     */
    @Test
    void areNotMaskedWithinALongerWordIfTheyMayBeAWord() {
        SecretMasker.learn("seterost");

        assertThat(SecretMasker.mask("jdbc:seterostql://db 7seterost")).isEqualTo("jdbc:seterostql://db 7seterost");
        assertThat(SecretMasker.mask("password=seterost&x seterost_")).isEqualTo("password=*****&x *****_");
    }

    @Test
    void areFoundInAJdbcUrl() {
        SecretMasker.learnJdbcUrl("jdbc:postgresql://me:lingon-1@db/x?password=ti%26tte-2&sslpassword=multe-3");
        SecretMasker.learnJdbcUrl("jdbc:h2:mem:x;USER=sa;PASSWORD=bringe-4;MODE=REGULAR");

        assertThat(SecretMasker.mask("lingon-1 ti%26tte-2 ti&tte-2 multe-3 bringe-4 postgresql REGULAR"))
                .isEqualTo("***** ***** ***** ***** ***** postgresql REGULAR");
    }

    @Test
    void areMaskedInFailures() {
        SecretMasker.learn("vaffel-med-ost");

        assertThat(new UserFacingException(UserFacingException.Kind.SINK, "the user of vaffel-med-ost", null))
                .hasMessage("the user of *****");
    }

    @Test
    void stayRegisteredForAsManyTokensAsMayBeInUse() {
        SecretMasker.learnToken("first-token");
        for (int token = 0; token < 32; token++) {
            SecretMasker.learnToken("token-number-" + token + "-");
        }

        assertThat(SecretMasker.mask("first-token token-number-0- token-number-31-"))
                .isEqualTo("first-token ***** *****");
    }

    @Test
    void areFoundCompletelyInAJdbcUrlOfPostgresWithASemicolon() {
        SecretMasker.learnJdbcUrl("jdbc:postgresql://db/x?password=tyttebaer-5;hylle-6&user=me");
        SecretMasker.learnJdbcUrl("jdbc:h2:mem:x;PASSWORD=solbaer-7&hylle-8;MODE=REGULAR");

        assertThat(SecretMasker.mask("tyttebaer-5;hylle-6 solbaer-7&hylle-8")).isEqualTo("***** *****");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rips${stikkels}baer", "rips{{stikkels}}baer", "rips\"stikkels\"baer"})
    void areRejectedInAVariableIfTheyContainAPlaceholder(String secret) {
        Map<String, String> variables = Map.of("KAFKA_PASSWORD", secret);

        UserFacingException failure =
                catchThrowableOfType(UserFacingException.class, () -> SecretMasker.learnVariables(variables::get));

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SETTINGS);
        assertThat(failure)
                .hasMessageContaining("KAFKA_PASSWORD contains ")
                .hasMessageContaining("KAFKA_PASSWORD_FILE");
        assertThat(failure).hasMessageNotContaining("stikkels");
        assertThat(SecretMasker.mask("<" + secret + ">")).isEqualTo("<*****>");
    }

    @Test
    void areRejectedInAVariableIfTheyContainADoubleQuote() {
        Map<String, String> settings = Map.of("jdbc.password", "bl\"abaer");

        UserFacingException failure =
                catchThrowableOfType(UserFacingException.class, () -> SecretMasker.learnFrom(settings::get));

        assertThat(failure).hasMessageContaining("JDBC_PASSWORD").hasMessageContaining("JDBC_PASSWORD_FILE");
        assertThat(failure).hasMessageNotContaining("abaer");
    }

    private static void assertMasked(String written) {
        assertThat(SecretMasker.mask("<" + written + ">")).isEqualTo("<" + SecretMasker.MASK + ">");
    }
}
