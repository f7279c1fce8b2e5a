package no.ditioroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSettingTest {

    @TempDir
    private Path folder;

    @Test
    void isTheValueOfItsVariable() {
        assertThat(new SecretSetting("JDBC_PASSWORD", "kveldsmat-17", "").value())
                .isEqualTo("kveldsmat-17");
        assertThat(new SecretSetting("JDBC_PASSWORD", "", "").isSet()).isFalse();
        assertThat(new SecretSetting("JDBC_PASSWORD", "", "").value()).isEmpty();
    }

    @Test
    void isTheCurrentContentOfItsFile() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "frokost-1\n");
        SecretSetting secret = new SecretSetting("JDBC_PASSWORD", "", file.toString());

        assertThat(secret.value()).isEqualTo("frokost-1");
        Files.writeString(file, "middag-2\n");
        assertThat(secret.value()).isEqualTo("middag-2");
        assertThat(SecretMasker.mask("after middag-2 comes frokost-1")).doesNotContain("middag-2", "frokost-1");
    }

    @Test
    void keepsItsValueWhileItsFileIsBeingRotated() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "lunsj-3\n");
        SecretSetting secret = new SecretSetting("JDBC_PASSWORD", "", file.toString());

        assertThat(secret.value()).isEqualTo("lunsj-3");
        Files.writeString(file, "");
        assertThat(secret.value()).isEqualTo("lunsj-3");
        Files.delete(file);
        assertThat(secret.value()).isEqualTo("lunsj-3");
        Files.writeString(file, "kvelds-4");
        assertThat(secret.value()).isEqualTo("kvelds-4");
    }

    @Test
    void isRejectedIfBothAreSet() {
        UserFacingException failure = catchThrowableOfType(
                UserFacingException.class,
                () -> new SecretSetting("JDBC_PASSWORD", "kveldsmat-17", "/run/secrets/password"));

        assertThat(failure.kind()).isEqualTo(UserFacingException.Kind.SETTINGS);
        assertThat(failure)
                .hasMessageContaining("JDBC_PASSWORD and JDBC_PASSWORD_FILE are both set")
                .hasMessageNotContaining("kveldsmat");
    }

    @Test
    void reportsAMissingOrEmptyFile() throws IOException {
        Path file = folder.resolve("password");
        SecretSetting secret = new SecretSetting("JDBC_PASSWORD", "", file.toString());

        assertThat(catchThrowableOfType(UserFacingException.class, secret::value))
                .hasMessageContaining("JDBC_PASSWORD_FILE names " + file + ", which cannot be read");
        Files.createFile(file);
        assertThat(catchThrowableOfType(UserFacingException.class, secret::value))
                .hasMessageContaining("JDBC_PASSWORD_FILE names " + file + ", which is empty");
    }

    @Test
    void leavesOutTheMarkOfUtf8() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "\uFEFFmorgen-5\r\n");

        assertThat(new SecretSetting("JDBC_PASSWORD", "", file.toString()).value())
                .isEqualTo("morgen-5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void namesUtf16AndWhatToDo(String charset) throws IOException {
        Path file = Files.write(folder.resolve("password"), "morgen-6".getBytes(Charset.forName(charset)));

        assertThat(catchThrowableOfType(
                        UserFacingException.class,
                        () -> new SecretSetting("JDBC_PASSWORD", "", file.toString()).value()))
                .hasMessageContaining("JDBC_PASSWORD_FILE names " + file + ", which is in UTF-16, expected UTF-8")
                .hasMessageNotContaining("morgen");
    }

    @Test
    void reportsInvalidUtf8() throws IOException {
        Path file = Files.write(folder.resolve("password"), "blåbær-7".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(catchThrowableOfType(
                        UserFacingException.class,
                        () -> new SecretSetting("JDBC_PASSWORD", "", file.toString()).value()))
                .hasMessageContaining("which is not valid UTF-8");
    }
}
