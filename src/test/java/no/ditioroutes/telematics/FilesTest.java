package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.HEADER;
import static no.ditioroutes.telematics.StatesRig.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.camel.StateFiles;
import no.ditioroutes.csv.CsvFile;
import no.ditioroutes.csv.InvalidFileException;
import no.ditioroutes.sandbox.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Good rows of a file with bad ones reach Ditio; the bad ones are listed, each with its line and reason. */
class FilesTest {

    @RegisterExtension
    static final StatesRig RIG = StatesRig.onH2()
            .with("ditio.company-id", Fixture.COMPANY_ID)
            .with("ditio.project-id", Fixture.PROJECT_ID)
            .withFile("telematics.state-names", "name,ditio\nproductive,Working\nTomgång,Tomgång\n");

    private static final String GOOD = row("EX-001", "Working", "08:00", "09:00");
    private static final String ALSO_GOOD = row("EX-001", "Idle", "09:00", "10:00");

    @Test
    void sendsTheGoodRowsAndListsTheOthersWithLineAndReason() {
        String noState = row("EX-001", "", "10:00", "11:00");
        String backwards = row("EX-001", "Idle", "12:00", "11:00");

        ImportSummary summary = RIG.send(GOOD, noState, backwards, ALSO_GOOD);

        assertThat(RIG.inDitio()).containsExactly(GOOD, ALSO_GOOD);
        assertThat(summary.rejected()).isEqualTo(2);
        assertThat(RIG.rejects())
                .containsExactly(
                        noState + ",3,state is empty",
                        backwards + ",4,startTime 2026-01-15T12:00:00Z is not before endTime 2026-01-15T11:00:00Z");
    }

    @Test
    void sendsTheGoodHalfOfAFile() {
        ImportSummary summary = RIG.send(row("EX-001", "", "10:00", "11:00"), GOOD);

        assertThat(RIG.inDitio()).containsExactly(GOOD);
        assertThat(summary.rejected()).isEqualTo(1);
    }

    @Test
    void sendsNothingOfAFileThatIsMoreThanHalfBad() {
        Path file = RIG.file(
                GOOD, row("EX-001", "", "10:00", "11:00"), ALSO_GOOD, "nonsense", row("EX-001", "Idle", "x", "y"));

        assertThatThrownBy(() -> sendWhole(RIG.program(), file))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("3 of its 5 rows are bad")
                .hasMessageContaining("line 3: state is empty");

        assertThat(RIG.posts()).isEmpty();
        assertThat(RIG.rejectFiles()).isEmpty();
    }

    @Test
    void sendsNothingOfAFileWhoseBadRowsStandAtItsEnd() {
        String[] rows = StatesRig.minutes("EX-001", 1001);
        for (int at = 500; at < 1001; at++) {
            rows[at] = rows[at].replace("Working", "");
        }
        Path file = RIG.file(rows);

        assertThatThrownBy(() -> sendWhole(RIG.program(), file)).hasMessageContaining("501 of its 1,001 rows are bad");

        assertThat(RIG.posts()).isEmpty();
    }

    @Test
    void sendsNothingWhereThereIsNoRow() {
        ImportSummary summary = RIG.send(RIG.write("none.csv", HEADER));

        assertThat(summary.rows()).isZero();
        assertThat(RIG.sandbox().requests().all()).isEmpty();
    }

    @Test
    void readsColumnsByNameFillsInTheProjectAndTranslatesStates() {
        ImportSummary summary = RIG.send(
                RIG.write(
                        "provider.csv",
                        """
                Driver;END TIME;start_time;State;MachineId
                Kari;2026-01-15T10:00:00;2026-01-15 09:00;Productive;EX-001
                """));

        assertThat(summary.sent()).isEqualTo(1);
        assertThat(RIG.inDitio()).containsExactly(GOOD);
    }

    @Test
    void takesTheMendedListOfBadRowsAsItIs() throws IOException {
        RIG.send(GOOD, row("=EX-002", "", "10:00", "11:00"));
        Path list = RIG.rejectFiles().get(0);
        String text = Files.readString(list);
        assertThat(text).contains("'=EX-002");

        Path mended = RIG.write("mended.csv", text.replace(",,", ",Moving,"));
        ImportSummary summary = RIG.send(mended);

        assertThat(summary.sent()).isEqualTo(1);
        assertThat(RIG.inDitio()).containsExactly(GOOD, row("=EX-002", "Moving", "10:00", "11:00"));
    }

    @Test
    void keepsWhatIsWrittenInAnyLetters() throws IOException {
        String row = row("Grävmaskin Ø 🚜", "Tomgång", "08:00", "09:00");
        Path file = Files.write(
                RIG.write("letters.csv", "").toAbsolutePath(),
                ("\uFEFF" + (HEADER + row + "\n").replace(',', '\t')).getBytes(StandardCharsets.UTF_16LE));

        RIG.send(file);

        assertThat(RIG.inDitio()).containsExactly(row);
    }

    private static ImportSummary sendWhole(TestProgram program, Path file) throws InvalidFileException {
        return new StateFiles(program.camel())
                .send(CsvFile.open(file), ImportOptions.USUAL)
                .summary();
    }
}
