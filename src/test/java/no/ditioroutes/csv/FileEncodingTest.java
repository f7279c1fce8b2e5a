package no.ditioroutes.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The letters of a file are read as they were meant, or its row is rejected. */
class FileEncodingTest {

    private static final String TEXT = "machineId,state\r\nGravemaskin Ås,kjører\r\nÆrfugl,på tomgang – øy\r\n";

    @TempDir
    private Path folder;

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of(StandardCharsets.UTF_8, ""),
                Arguments.of(StandardCharsets.UTF_8, "\uFEFF"),
                Arguments.of(StandardCharsets.UTF_16LE, ""),
                Arguments.of(StandardCharsets.UTF_16LE, "\uFEFF"),
                Arguments.of(StandardCharsets.UTF_16BE, ""),
                Arguments.of(StandardCharsets.UTF_16BE, "\uFEFF"),
                Arguments.of(Charset.forName("windows-1252"), ""));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void readsNorwegianLettersInEveryEncoding(Charset charset, String mark) throws InvalidFileException {
        CsvFixture sheet = CsvFixture.of(folder, mark + TEXT, charset);

        assertThat(sheet.texts()).containsExactly("Gravemaskin Ås|kjører", "Ærfugl|på tomgang – øy");
        assertThat(sheet.open().columns()).containsExactly("machineId", "state");
        assertThat(sheet.open().lines()).isEqualTo(3);
    }

    @Test
    void setsARowWithAStrayByteAsideInAFileOfUtf8() throws InvalidFileException {
        CsvFixture sheet = CsvFixture.of(
                folder, CsvFixture.bytes("machineId,state\nÅs,kjører\nBj", 0xF8, "rn,kjører\nØrn,tomgang\n"));

        List<CsvRow> rows = sheet.rows();

        assertThat(sheet.texts()).containsExactly("Ås|kjører", "! Bjørn|kjører", "Ørn|tomgang");
        assertThat(rows.get(1).trouble()).contains("F8", "encoding");
    }

    @Test
    void neverGuessesIfTheFileHasAByteOrderMark() throws InvalidFileException {
        CsvFixture sheet =
                CsvFixture.of(folder, CsvFixture.bytes(0xEF, 0xBB, 0xBF, "machineId\nBj", 0xF8, "rn\nM-2\n"));

        assertThat(sheet.texts()).containsExactly("! Bjørn", "M-2");
    }

    @Test
    void setsARowAsideWithAByteThatWindows1252DoesNotHave() throws InvalidFileException {
        CsvFixture sheet = CsvFixture.of(folder, CsvFixture.bytes("machineId\nBj", 0xF8, "rn\nM", 0x81, "\n"));

        assertThat(sheet.rows()).extracting(row -> row.trouble().isEmpty()).containsExactly(true, false);
    }

    @Test
    void rejectsALastRowThatEndsInTheMiddleOfALetter() throws InvalidFileException {
        CsvFixture sheet = CsvFixture.of(folder, CsvFixture.bytes("machineId\nÅs\nBj", 0xC3));

        assertThat(sheet.texts()).containsExactly("Ås", "! BjÃ");
    }

    @Test
    void rejectsTheRestOfAFileThatWasNotWrittenCompletely() throws InvalidFileException {
        CsvFixture sheet = CsvFixture.of(folder, "machineId\n" + "M-1\n".repeat(2000) + "\0".repeat(512));

        List<CsvRow> rows = sheet.rows();

        assertThat(rows).hasSize(2001);
        assertThat(rows.get(2000).trouble()).contains("zero");
    }

    @Test
    void keepsCharactersOutsideTheBasicPlane() throws InvalidFileException {
        assertThat(CsvFixture.of(folder, "machineId,state\n🚜,kjører\n").texts())
                .containsExactly("🚜|kjører");
    }

    @Test
    void readsLettersAcrossBufferBoundaries() throws InvalidFileException {
        String row = "Gravemaskin Ærø 🚜,kjører på øya\n";
        CsvFixture sheet = CsvFixture.of(folder, "machineId,state\n" + row.repeat(10_000));

        assertThat(sheet.texts()).hasSize(10_000).containsOnly("Gravemaskin Ærø 🚜|kjører på øya");
    }
}
