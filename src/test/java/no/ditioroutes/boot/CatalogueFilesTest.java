package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of machines as spreadsheets and people make them are about the machines that Ditio has. */
class CatalogueFilesTest {

    @RegisterExtension
    static final CatalogueRig RIG = CatalogueRig.onH2().with("inbox.columns", columns());

    private static Path columns() {
        try {
            return Files.writeString(
                    Files.createTempFile("columns", ".csv"), "kind,name,ditio\nmachines,Unit no.,machineNumber\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("no-break space", "machineNumber;name;hourMeter\nEX-101\u00A0;Volvo EC220;1300,5\n"),
                Arguments.of(
                        "zero width",
                        "machineNumber;name;hourMeter\n\u200BEX-101;\uFEFFVolvo\u00A0EC220;1\u2009300,5\n"),
                Arguments.of("wrapped", "machineNumber;name;hourMeter\n=\"EX-101\";Volvo EC220;'1300,5\n"),
                Arguments.of("apostrophe", "machineNumber;name;hourMeter\n'EX-101;=\"Volvo EC220\";=\"1300,5\"\n"),
                Arguments.of("header", "machine\u00A0Number;\u200Bname;=\"hourMeter\"\nEX-101;Volvo EC220;1300,5\n"),
                Arguments.of("separators behind", "machineNumber;name;hourMeter;\nEX-101;Volvo EC220;1300,5;;\n"),
                Arguments.of("short", "machineNumber;hourMeter;name;note\nEX-101;1300,5;Volvo EC220\n"),
                Arguments.of("two units", "machineNumber;name;unit;hourMeter;unit\nEX-101;Volvo EC220;-;1300,5;h\n"),
                Arguments.of(
                        "title", "Fleet\nas of;today\n\nmachineNumber;name;hourMeter\nEX-101;Volvo EC220;1300,5\n"),
                Arguments.of("units", "machineNumber;name;hourMeter\n;;h\nEX-101;Volvo EC220;1300,5\n"),
                Arguments.of("totals", "machineNumber;name;hourMeter\nEX-101;Volvo EC220;1300,5\nSum;;1300,5\n"),
                Arguments.of("bars", "machineNumber|name|hourMeter\nEX-101|Volvo EC220|1300,5\n"),
                Arguments.of("no line end", "machineNumber;name;hourMeter\nEX-101;Volvo EC220;1300,5"),
                Arguments.of("their names", "Unit no.;name;hourMeter\nEX-101;Volvo EC220;1300,5\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void areReadForWhatTheyMean(String name, String text) throws IOException {
        RIG.machine("EX-101", ",'name':'Volvo','hourMeter':1250.5");

        Ran ran = RIG.run("machines", "apply", file(text));

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(RIG.sandbox().machines().all()).hasSize(1);
        assertThat(RIG.machine("EX-101").path("name").asText()).isEqualTo("Volvo EC220");
        assertThat(RIG.machine("EX-101").path("hourMeter").asDouble()).isEqualTo(1300.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-06-01 | 2026-06-01T00:00:00Z",
                "1.6.2026 | 2026-06-01T00:00:00Z",
                "2026/06/01 | 2026-06-01T00:00:00Z",
                "01.06.2026 8:30 | 2026-06-01T06:30:00Z",
                "2026-06-01 08:30 | 2026-06-01T06:30:00Z",
                "2026-06-01T08:30:00Z | 2026-06-01T08:30:00Z"
            })
    void haveTimesOfTheSameZoneAsThoseOfMachineStates(String written, String sent) throws IOException {
        RIG.machine("EX-101", "");

        RIG.run("machines", "apply", file("machineNumber;serviceDate\nEX-101;" + written + "\n"));

        assertThat(RIG.machine("EX-101").path("serviceDate").asText()).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EX-\u200B101;; | machineNumber holds U+200B ZERO WIDTH SPACE between characters",
                "EX\u00A0101;; | machineNumber holds U+00A0 NO-BREAK SPACE between characters",
                "EX-101;Vol\u00ADvo; | name holds U+00AD SOFT HYPHEN between characters",
                "EX-101;;2026-\u200D06-01 | serviceDate holds U+200D ZERO WIDTH JOINER between characters",
                "EX-101;;46174 | serviceDate is '46174', a number by which Excel means 2026-06-01T00:00",
                "EX-101;;1/6/2026 | serviceDate is '1/6/2026', expected a date or a time such as 2026-01-31T08:00:00Z"
            })
    void haveRowsBlockedThatCannotBeRead(String row, String reason) throws IOException {
        RIG.machine("EX-101", "");

        Ran ran = RIG.run("machines", "apply", file("machineNumber;name;serviceDate\n" + row + "\nEX-102;Cat;\n"));

        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(ran.out()).contains(reason);
        assertThat(RIG.sandbox().machines().all()).hasSize(2);
    }

    @Test
    void haveTheirLastRowBlockedIfItIsCutShort() throws IOException {
        Ran ran = RIG.run("machines", "plan", file("machineNumber;name;note\nEX-101;Volvo;\nEX-102;Ca"));

        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(ran.out()).contains("the file may be cut short");
    }

    @Test
    void areNotUsedIfTheyHaveANeededColumnTwice() throws IOException {
        Ran ran = RIG.run("machines", "plan", file("machineNumber;name;Name\nEX-101;Volvo;Cat\n"));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("the column name twice, as name and Name");
    }

    private static Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile("machines", ".csv"), text);
    }
}
