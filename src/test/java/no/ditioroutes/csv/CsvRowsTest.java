package no.ditioroutes.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are read as they come, and malformed ones are distinguished from the good ones. */
class CsvRowsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsEveryKindOfLineEnd(String end) throws InvalidFileException {
        CsvFixture sheet = sheet("a,b\n1,2\n\n\"3\n4\",\"5\"\n6,7".replace("\n", end));

        assertThat(sheet.texts()).containsExactly("1|2", "3" + end + "4|5", "6|7");
        assertThat(sheet.rows()).extracting(CsvRow::line).containsExactly(2L, 4L, 6L);
        assertThat(sheet.open().lines()).isEqualTo(6);
    }

    @Test
    void readsLineEndsOfAllKindsInOneFile() throws InvalidFileException {
        CsvFixture sheet = sheet("a,b\r1,2\n3,4\r\n5,6\r\r7,8\n\r\n9,10\r\n");

        assertThat(sheet.texts()).containsExactly("1|2", "3|4", "5|6", "7|8", "9|10");
        assertThat(sheet.rows()).extracting(CsvRow::line).containsExactly(2L, 3L, 4L, 6L, 8L);
    }

    @Test
    void readsQuotes() throws InvalidFileException {
        CsvFixture sheet = sheet("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n\"\",\"\"\"\"\n5\" rør,7\"\n");

        assertThat(sheet.texts()).containsExactly("x, y|he said \"no\"", "|\"", "5\" rør|7\"");
    }

    @Test
    void skipsRowsWithoutAnyText() throws InvalidFileException {
        assertThat(sheet("a,b\n\n1,2\n , \n,\n\"\",\n   \n3,4\n\n").texts()).containsExactly("1|2", "3|4");
    }

    @Test
    void trimsFields() throws InvalidFileException {
        CsvRow row = sheet("a,b\n  M 1\t, \" idle \" \n").rows().get(0);

        assertThat(row.field(0)).isEqualTo("M 1");
        assertThat(row.field(-1)).isEmpty();
        assertThat(row.field(2)).isEmpty();
        assertThat(row.fields().get(0)).isEqualTo("  M 1\t");
    }

    @Test
    void reportsRowsWiderOrNarrowerThanTheHeader() throws InvalidFileException {
        List<CsvRow> rows = sheet("a,b\n1\n1,2\n1,2,3\n").rows();

        assertThat(rows)
                .extracting(CsvRow::trouble)
                .containsExactly(
                        "it has too few fields: 1, the header has 2",
                        "",
                        "it has too many fields: 3, the header has 2");
        assertThat(rows.get(2).fields()).containsExactly("1", "2", "3");
    }

    @Test
    void acceptsSeparatorsBehindRowsAndHeader() throws InvalidFileException {
        assertThat(sheet("a;b\n1;2;\n3;4;;\n\"5\n6\";7;\n8;9\n").texts())
                .containsExactly("1|2", "3|4", "5\n6|7", "8|9");
        assertThat(sheet("a;b;;\n1;2\n3;4;;\n5\n").texts()).containsExactly("1|2||", "3|4||", "! 5");
    }

    @Test
    void reportsALastRowWithoutALineBreak() throws InvalidFileException {
        assertThat(sheet("a,b\n1,2\n3,4").rows()).extracting(CsvRow::isUnended).containsExactly(false, true);
        assertThat(sheet("a,b\n1,2\n3,4\n").rows()).noneMatch(CsvRow::isUnended);
        assertThat(sheet("a,b\r\n1,2\r\n  ").rows()).noneMatch(CsvRow::isUnended);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5000})
    void rejectsTheRowsWithZeroBytesWhereverTheyAre(int above) throws InvalidFileException {
        CsvFixture sheet = sheet("a,b\n" + "1,2\n".repeat(above) + "\0".repeat(40) + "\n3,4\n5,\0\n" + "\0".repeat(64));

        assertThat(sheet.rows())
                .hasSize(above + 4)
                .filteredOn(row -> !row.trouble().isEmpty())
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.trouble()).contains("zero character"));
        assertThat(sheet.open().lines()).isEqualTo(above + 5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "M-5000,\"idle,10,20 | a quote is not closed",
                "M-5000,\"idle\"x,10,20 | there is text after a closing quote",
                "\"M-5000,\"idle\",\"10\",\"20\" | there is text after a closing quote"
            })
    void losesOneRowOfTenThousandToAStrayQuote(String line, String trouble) throws InvalidFileException {
        CsvFixture sheet = sheet("machineId,state,from,to\n" + "M-1,idle,10,20\n".repeat(4998) + line + "\n"
                + "M-1,idle,10,20\n".repeat(5001));

        List<CsvRow> rows = sheet.rows();

        assertThat(rows)
                .filteredOn(row -> row.trouble().isEmpty())
                .hasSize(9999)
                .allSatisfy(row -> assertThat(row.fields()).containsExactly("M-1", "idle", "10", "20"));
        assertThat(rows).hasSize(10_000).element(4998).satisfies(row -> {
            assertThat(row.trouble()).isEqualTo(trouble);
            assertThat(row.line()).isEqualTo(5000);
            assertThat(row.fields()).containsExactly(line);
        });
        assertThat(rows.get(9999).line()).isEqualTo(10_001);
    }

    @Test
    void losesLittleToAStrayQuoteAmongQuotedFields() throws InvalidFileException {
        String good = "\"M-1\",\"idle\",\"10\",\"20\"\n";
        CsvFixture sheet = sheet("machineId,state,from,to\n" + good.repeat(5000) + "\"M-2\",\"idle,\"10\",\"20\"\n"
                + good.repeat(2500) + "\"M-3,\"idle\",\"10\",\"20\"\n" + good.repeat(2498));

        assertThat(sheet.rows())
                .filteredOn(row -> row.trouble().isEmpty())
                .hasSize(9998)
                .extracting(row -> row.field(0))
                .containsOnly("M-1");
    }

    @Test
    void doesNotLetTwoStrayQuotesSwallowWhatLiesBetween() throws InvalidFileException {
        CsvFixture sheet = sheet("a,b,c\n1,\"x,1\n2,x,2\n3,x,\"3\n4,x,4\n");

        assertThat(sheet.texts()).containsExactly("! 1,\"x,1", "2|x|2", "! 3,x,\"3", "4|x|4");
    }

    @Test
    void rejectsAnUnclosedQuoteInTheLastRow() throws InvalidFileException {
        assertThat(sheet("a,b\n1,2\n3,\"4").texts()).containsExactly("1|2", "! 3,\"4");
    }

    @Test
    void acceptsAQuotedFieldOfManyLinesIfItIsClosedSoon() throws InvalidFileException {
        assertThat(sheet("a,b\n\"" + "x\n".repeat(99) + "\",2\n").rows())
                .singleElement()
                .extracting(CsvRow::trouble)
                .isEqualTo("");
        assertThat(sheet("a,b\n\"" + "x\n".repeat(101) + "\",2\n").rows()).hasSizeGreaterThan(100);
    }

    @Test
    void continuesAfterARowThatIsTooLong() throws InvalidFileException {
        CsvFixture sheet =
                sheet("a,b\n1,2\n" + "x".repeat(3_000_000) + "\r\n3,4\n5,\"" + "y".repeat(500_000) + "\"\n7,8");

        List<CsvRow> rows = sheet.rows();

        assertThat(rows).extracting(CsvRow::line).containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(rows.get(1).trouble()).contains("longer than");
        assertThat(rows.get(1).field(0)).hasSizeBetween(1000, 2000);
        assertThat(rows.get(3).field(1)).hasSize(500_000);
    }

    @Test
    void removesTheApostrophesOfOurOwnRejectFilesOnly() throws InvalidFileException {
        assertThat(sheet("a,b,Line,reason\n'=1,'x,2,''-5\n").texts()).containsExactly("=1|'x|2|'-5");
        assertThat(sheet("a,b,c\n'=1,'x,2\n").texts()).containsExactly("'=1|'x|2");
    }

    @Test
    void mayBeReadTwice() throws InvalidFileException {
        CsvFile file = sheet("a\n1\n2\n").open();

        try (CsvRows first = file.rows();
                CsvRows second = file.rows()) {
            assertThat(first.next().field(0)).isEqualTo("1");
            assertThat(second.next().field(0)).isEqualTo("1");
            assertThat(first.next().field(0)).isEqualTo("2");
            assertThat(first.hasNext()).isFalse();
        }
    }

    private CsvFixture sheet(String text) {
        return CsvFixture.of(folder, text);
    }
}
