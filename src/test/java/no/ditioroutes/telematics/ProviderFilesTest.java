package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.HEADER;
import static no.ditioroutes.telematics.StatesRig.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import no.ditioroutes.CapturedWarnings;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.sandbox.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as spreadsheets, providers and people make them are read for what they mean, each interval once. */
class ProviderFilesTest {

    @RegisterExtension
    static final StatesRig RIG = StatesRig.onH2()
            .withFile(
                    "inbox.columns",
                    """
                    kind;name;ditio
                    excavator-states;Company;companyId
                    excavator-states;Project;projectId
                    excavator-states;Machine;machineId
                    excavator-states;Status;state
                    excavator-states;From;startTime
                    excavator-states;To;endTime
                    """);

    private static final String OWN = Fixture.COMPANY_ID + "," + Fixture.PROJECT_ID + ",";
    private static final List<String> TWO =
            List.of(row("EX-001", "Working", "08:00", "09:00"), row("EX-001", "Idle", "09:00", "10:00"));
    private static final String FIRST = TWO.get(0) + "\n";
    private static final String SECOND = TWO.get(1) + "\n";

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of(
                        "no-break spaces",
                        HEADER + FIRST.replace("EX-001", "EX-001\u00A0") + SECOND.replace("Idle", "\u202FIdle")),
                Arguments.of(
                        "zero width",
                        HEADER + FIRST.replace(OWN, "\uFEFF" + OWN) + SECOND.replace("EX-001", "\u200BEX-001\u200E")),
                Arguments.of(
                        "wrapped",
                        HEADER + FIRST.replace("EX-001", "=\"EX-001\"") + SECOND.replace("EX-001", "'EX-001")),
                Arguments.of(
                        "wrapped in quotes",
                        HEADER
                                + FIRST.replace("EX-001", "\"=\"\"EX-001\"\"\"")
                                + SECOND.replace("EX-001", "\"\tEX-001\"")),
                Arguments.of(
                        "header",
                        HEADER.replace("startTime", "start\u00A0Time").replace("endTime", "endTime\u00A0\u200B")
                                + FIRST
                                + SECOND),
                Arguments.of(
                        "separators behind rows",
                        (HEADER + FIRST + SECOND).replace(',', ';').replace("Z\n", "Z;\n")),
                Arguments.of(
                        "separators behind header", HEADER.replace("\n", ",,\n") + FIRST + SECOND.replace("\n", ",\n")),
                Arguments.of("bars", (HEADER + FIRST + SECOND).replace(',', '|')),
                Arguments.of(
                        "short rows",
                        HEADER.replace("\n", ",remark,operator\n") + FIRST + SECOND.replace("\n", ",ok\n")),
                Arguments.of(
                        "two columns unit",
                        HEADER.replace("\n", ",fuel,unit,distance,unit\n")
                                + FIRST.replace("\n", ",12.5,l,3.1,km\n")
                                + SECOND.replace("\n", ",1,l,2,km\n")),
                Arguments.of("title", "Machine activity report\nPeriod:,2026-01-15,,,,\n\n" + HEADER + FIRST + SECOND),
                Arguments.of(
                        "title with other separators",
                        "Report; of: 2026,01,15;a;b;c;d;e;f\n" + HEADER + FIRST + SECOND),
                Arguments.of("units", HEADER + ",,,,UTC,UTC\n" + FIRST + SECOND),
                Arguments.of("types", HEADER + "text,text,text,text,datetime,datetime\n" + FIRST + SECOND),
                Arguments.of("units of others", HEADER.replace("\n", ",fuel\n") + ",,,,,,l/h\n" + FIRST + SECOND),
                Arguments.of("totals", HEADER + FIRST + SECOND + "Total,,,,,2.0\n"),
                Arguments.of("two totals", HEADER + FIRST + SECOND + "\nSum,2 rows\nGrand total:,,,,,3 h\n"),
                Arguments.of("totals at a file's end", HEADER + FIRST + SECOND + ",,Totalt,,,"),
                Arguments.of(
                        "dotted",
                        HEADER
                                + dotted(
                                        "15.01.2026 09:00:00",
                                        "15.1.2026 10:00",
                                        "15.01.2026 10.00",
                                        "15.01.2026 11.00")),
                Arguments.of(
                        "one digit",
                        HEADER
                                + dotted(
                                        "2026-01-15 9:00",
                                        "2026-01-15 10:00",
                                        "2026-01-15T8:30:00 -00:30",
                                        "2026/1/15 10:00:00 +00:00")),
                Arguments.of(
                        "their names",
                        (HEADER + FIRST + SECOND).replace(HEADER, "Company,Project,Machine,Status,From,To\n")));
    }

    private static String dotted(String one, String two, String three, String four) {
        return OWN + "EX-001,Working," + one + "," + two + "\n" + OWN + "EX-001,Idle," + three + "," + four + "\n";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void areRead(String name, String text) {
        ImportSummary summary = RIG.send(RIG.write("provider.csv", text));

        assertThat(RIG.inDitio()).containsExactlyElementsOf(TWO);
        assertThat(summary.rejected()).isZero();
        assertThat(RIG.rejects()).isEmpty();
        assertThat(RIG.send(RIG.write("again.csv", HEADER + FIRST + SECOND)).known())
                .isEqualTo(2);
    }

    @Test
    void areReportedWhereLinesAreSkipped() {
        try (CapturedWarnings warnings = new CapturedWarnings(CsvFile.class)) {
            RIG.send(RIG.write("report.csv", "Report\n" + HEADER + ",,,,UTC,UTC\n" + FIRST + SECOND + "Total,,,,,\n"));

            assertThat(warnings.messages())
                    .contains(
                            "report.csv: its header is line 2, the lines above it are skipped",
                            "report.csv: line 3 is skipped: it looks like a row of units",
                            "report.csv: line 6 is skipped: it looks like a row of totals");
        }
    }

    @Test
    void loseNoRowThatOnlyLooksLikeTotals() {
        ImportSummary summary = RIG.send(RIG.write("middle.csv", HEADER + FIRST + "Total,,,,,\n" + SECOND));

        assertThat(RIG.inDitio()).containsExactlyElementsOf(TWO);
        assertThat(summary.rejected()).isEqualTo(1);
        assertThat(RIG.rejects()).singleElement().asString().contains(",3,projectId is empty");
    }

    @Test
    void mayHaveIntervalsOfAWeek() {
        String week = row("EX-001", "Idle", "2026-01-05T00:00:00Z", "2026-01-12T00:00:00Z");
        RIG.send(week, row("EX-002", "Idle", "2026-01-05T00:00:00Z", "2026-01-12T00:00:01Z"));

        assertThat(RIG.inDitio()).containsExactly(week);
        assertThat(RIG.rejects()).singleElement().asString().contains("more than the 168 of telematics.longest-hours");
    }

    @Test
    void loseNoFirstOrLastRowThatIsOneOfTheTable() {
        RIG.send(RIG.write("last.csv", HEADER + FIRST + SECOND + OWN + ",,,\n"));
        RIG.send(RIG.write("quote.csv", HEADER + FIRST + SECOND + OWN + "EX-1,\"Working\n"));
        RIG.send(RIG.write("number.csv", HEADER + FIRST + SECOND + ",,,,,7\n"));
        RIG.send(RIG.write("null.csv", HEADER + OWN + "EX-1,Idle,null,null\n" + FIRST + SECOND));
        RIG.send(RIG.write("first.csv", HEADER + "nonsense\n" + FIRST + SECOND));

        assertThat(RIG.rejects()).hasSize(5);
    }

    @Test
    void haveTheirIdsRejectedByTheNameOfWhatNobodySees() {
        RIG.send(FIRST.strip(), TWO.get(1).replace("EX-001", "EX-\u200B001"));
        RIG.send(FIRST.strip(), TWO.get(1).replace("Idle", "Id\u00ADle"));

        assertThat(RIG.inDitio()).containsExactly(TWO.get(0));
        assertThat(RIG.rejects().get(0))
                .endsWith("machineId holds U+200B ZERO WIDTH SPACE between characters: remove it");
        assertThat(RIG.rejects().get(1)).endsWith("state holds U+00AD SOFT HYPHEN between characters: remove it");
    }

    @Test
    void haveIdsInOneForm() {
        String composed = row("GR\u00C5-1", "Working", "08:00", "09:00");
        RIG.send(composed.replace("\u00C5", "A\u030A"));
        ImportSummary again = RIG.send(composed);

        assertThat(again.known()).isEqualTo(1);
        assertThat(RIG.inDitio()).containsExactly(composed);
    }

    @Test
    void haveTheRowsWithZeroBytesRejectedWhereverTheyStand() {
        String[] rows = StatesRig.minutes("EX-001", 900);
        rows[2] = "\0".repeat(40);
        rows[850] = "\0".repeat(40);
        RIG.send(RIG.write("zeros.csv", HEADER + String.join("\n", rows) + "\n" + "\0".repeat(64)));

        assertThat(RIG.inDitio()).hasSize(898);
        assertThat(RIG.rejects()).hasSize(3).allMatch(line -> line.contains("zero character"));
    }

    @Test
    void haveExcelsNumbersOfDaysNamedAsSuch() {
        RIG.send(RIG.write("excel.csv", HEADER + FIRST + OWN + "EX-001,Idle,46056.25,46056.28125\n"));

        assertThat(RIG.rejects())
                .singleElement()
                .asString()
                .contains("startTime is '46056.25', a number by which Excel means 2026-02-03T06:00: format the cells");
    }

    @Test
    void keepTheApostropheThatGuardsAListOfRejects() throws Exception {
        RIG.send(
                TWO.get(0),
                TWO.get(1),
                row("=\"EX-2\"", "Wroking", "08:00", "09:00"),
                row("'EX-3", "Wroking", "08:00", "09:00"));
        String list = Files.readString(RIG.rejectFiles().get(0));
        assertThat(list).contains("'=\"\"EX-2\"\"").contains(",'EX-3,");

        RIG.send(RIG.write("corrected.csv", list.replace("Wroking", "Working")));

        assertThat(RIG.inDitio())
                .containsExactly(
                        TWO.get(0),
                        TWO.get(1),
                        row("EX-2", "Working", "08:00", "09:00"),
                        row("EX-3", "Working", "08:00", "09:00"));
    }

    @Test
    void areRefusedIfTheyHaveANeededColumnTwice() {
        String text = HEADER.replace("\n", ",State\n") + FIRST.replace("\n", ",Idle\n");

        assertThat(catchThrowable(() -> RIG.send(RIG.write("twice.csv", text))))
                .rootCause()
                .hasMessageContaining("the column state twice, as state and State");
        assertThat(RIG.inDitio()).isEmpty();
    }
}
