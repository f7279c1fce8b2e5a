package no.ditioroutes.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import no.ditioroutes.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Detects the separator and the columns of a file, or why it is not a table. */
class CsvHeaderTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void detectsTheSeparator(String separator) throws InvalidFileException {
        CsvFixture sheet = sheet(
                "machineId;hours, total;state\nM-1;1,5;idle\n".replace(",", " ").replace(";", separator));

        assertThat(sheet.open().columns()).containsExactly("machineId", "hours  total", "state");
        assertThat(sheet.texts()).containsExactly("M-1|1 5|idle");
    }

    @Test
    void choosesTheSeparatorThatYieldsMostColumns() throws InvalidFileException {
        CsvFixture sheet = sheet("machineId;hours, total;state\nM-1;1,5;idle\n");

        assertThat(sheet.open().columns()).containsExactly("machineId", "hours, total", "state");
        assertThat(sheet.texts()).containsExactly("M-1|1,5|idle");
    }

    @Test
    void obeysALineThatNamesTheSeparator() throws InvalidFileException {
        CsvFixture sheet = sheet("sep=;\r\na,b;c,d,e;f\r\n1;2;3\r\n");

        assertThat(sheet.open().columns()).containsExactly("a,b", "c,d,e", "f");
        assertThat(sheet.rows()).singleElement().satisfies(row -> {
            assertThat(row.fields()).containsExactly("1", "2", "3");
            assertThat(row.line()).isEqualTo(3);
        });
    }

    @Test
    void findsColumnsInAnyOrderAndCase() throws InvalidFileException {
        CsvFile file = sheet(" End_Time ,MACHINE-ID,start time,,\n").open();

        assertThat(file.column("machineId")).isEqualTo(1);
        assertThat(file.column("startTime")).isEqualTo(2);
        assertThat(file.column("endTime")).isZero();
        assertThat(file.column("state")).isEqualTo(-1);
        assertThat(file.column("")).isEqualTo(-1);
        assertThat(file.columns()).containsExactly("End_Time", "MACHINE-ID", "start time", "", "");
    }

    @Test
    void readsAHeaderWithQuotesBelowBlankLines() throws InvalidFileException {
        CsvFixture sheet = sheet("\n\n\"machineId\",\"state, as\nreported\"\nM-1,idle\n");

        assertThat(sheet.open().columns()).containsExactly("machineId", "state, as\nreported");
        assertThat(sheet.rows()).singleElement().extracting(CsvRow::line).isEqualTo(5L);
    }

    @Test
    void acceptsAHeaderAlone() throws InvalidFileException {
        assertThat(sheet("machineId,state").rows()).isEmpty();
        assertThat(sheet("machineId,state\r\n\r\n").rows()).isEmpty();
    }

    @Test
    void hasTheSameDigestForTheSameContentAlone() throws Exception {
        CsvFile one = sheet("machineId\nM-1\n").open();
        CsvFile same = new CsvFixture(Files.copy(one.path(), folder.resolve("other.csv"))).open();
        CsvFile other = sheet("machineId\nM-2\n").open();

        assertThat(one.digest()).isEqualTo(same.digest()).hasSize(64).isNotEqualTo(other.digest());
        assertThat(one.size()).isEqualTo(14);
        assertThat(same.name()).isEqualTo("other.csv");
    }

    @Test
    void acceptsADuplicateColumnThatIsNotUsed() throws InvalidFileException {
        CsvFile file =
                sheet("machineId,unit,Machine\u00A0ID,unit\nM-1,l,M-2,km\n").open();

        assertThatThrownBy(() -> file.column("machineId"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("the column machineId twice, as machineId and Machine");
        assertThat(file.column("state")).isEqualTo(-1);
    }

    @Test
    void findsColumnsWithInvisibleCharacters() throws InvalidFileException {
        CsvFile file = sheet("\uFEFF\uFEFFmachineId\u00A0,start\u00A0Time,\u200Bend\u2009time,=\"state\"\n")
                .open();

        assertThat(file.column("machineId")).isZero();
        assertThat(file.column("startTime")).isEqualTo(1);
        assertThat(file.column("endTime")).isEqualTo(2);
        assertThat(file.column("state")).isEqualTo(3);
    }

    static Stream<Arguments> notTables() {
        return Stream.of(
                Arguments.of("", "empty"),
                Arguments.of("\uFEFF", "only blank lines"),
                Arguments.of("\n\r\n  \n", "only blank lines"),
                Arguments.of("\"machineId,state\nM-1,idle\n", "line 1 cannot be read: a quote is not closed"),
                Arguments.of("PK\3\4\24\0\6\0", "Excel workbook (.xlsx): unpack it, or save the sheet as CSV"),
                Arguments.of("%PDF-1.7", "PDF"),
                Arguments.of("\0\1\2\3\nM-1\n", "binary"),
                Arguments.of("\0\0\0\0", "binary"),
                Arguments.of(" {\"machineId\": \"M-1\"}", "JSON"),
                Arguments.of("[{\"machineId\": \"M-1\"}]", "JSON"),
                Arguments.of("\uFEFF<!DOCTYPE html><html>", "HTML"),
                Arguments.of("\n<?xml version=\"1.0\"?>", "XML"));
    }

    @ParameterizedTest
    @MethodSource("notTables")
    void rejectsWhatIsNotATable(String text, String reason) {
        assertThatThrownBy(() -> sheet(text).open())
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void rejectsPackedFilesAndOldWorkbooks() {
        assertThatThrownBy(() -> CsvFixture.of(folder, CsvFixture.bytes(0x1F, 0x8B, 8, 0))
                        .open())
                .hasMessageContaining("gzip");
        assertThatThrownBy(() -> CsvFixture.of(folder, CsvFixture.bytes(0xD0, 0xCF, 0x11, 0xE0))
                        .open())
                .hasMessageContaining("(.xls)");
    }

    @Test
    void doesNotFollowALink() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "machineId\nM-1\n");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), secret);

        assertThatThrownBy(() -> CsvFile.open(link))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("not a regular file");
    }

    @Test
    void reportsAFileThatBecomesShorterWhileItIsRead() throws Exception {
        CsvFile file = sheet("machineId\n" + "M-1\n".repeat(1000)).open();
        Files.writeString(file.path(), "machineId\nM-1\n");

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("shorter");
    }

    @Test
    void ignoresRowsThatAreAppendedWhileItIsRead() throws Exception {
        CsvFile file = sheet("machineId\nM-1\n").open();
        Files.writeString(file.path(), "machineId\nM-1\nM-2\n");

        assertThat(read(file)).isEqualTo(1);
    }

    private static long read(CsvFile file) {
        long count = 0;
        try (CsvRows rows = file.rows()) {
            for (; rows.hasNext(); rows.next()) {
                count++;
            }
        }
        return count;
    }

    private CsvFixture sheet(String text) {
        return CsvFixture.of(folder, text);
    }
}
