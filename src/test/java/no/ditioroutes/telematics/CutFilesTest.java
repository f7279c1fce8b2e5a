package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.HEADER;
import static no.ditioroutes.telematics.StatesRig.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The last row of a file that may be cut short is not sent before the file is complete. */
class CutFilesTest {

    @RegisterExtension
    static final StatesRig RIG = StatesRig.onBoth();

    private static final String WHOLE = HEADER + row("EX-001", "Working", "06:00", "07:00") + "\n"
            + row("EX-001", "Working", "08:00", "10:00") + "\n";

    @OnBothDatabases
    void sendTheirLastRowOnceTheyAreComplete() throws SQLException {
        for (int lost = 1; lost < 70; lost += 4) {
            ImportSummary cut = RIG.send(RIG.write("states.csv", WHOLE.substring(0, WHOLE.length() - lost)));

            assertThat(cut.rejected()).as("without %d characters", lost).isEqualTo(1);
        }
        assertThat(RIG.inDitio()).containsExactly(row("EX-001", "Working", "06:00", "07:00"));
        assertThat(RIG.rejects()).allMatch(line -> line.contains("the file may be cut short"));
        assertThat(RIG.ledger()).isEqualTo(Map.of("sent", 1L));

        ImportSummary complete = RIG.send(RIG.write("states.csv", WHOLE));

        assertThat(complete.sent()).isEqualTo(1);
        assertThat(RIG.inDitio())
                .containsExactly(
                        row("EX-001", "Working", "06:00", "07:00"), row("EX-001", "Working", "08:00", "10:00"));
    }

    @OnBothDatabases
    void rejectATimeThatLostItsOffset() {
        RIG.send(
                row("EX-001", "Working", "06:00", "07:00"),
                row("EX-001", "Working", "08:00", "2026-01-15T10:00:00"),
                row("EX-001", "Idle", "2026-01-15 11:00", "12:00"),
                row("EX-001", "Idle", "2026-01-15 14:00", "2026-01-15 15:00"));

        assertThat(RIG.inDitio())
                .containsExactly(row("EX-001", "Working", "06:00", "07:00"), row("EX-001", "Idle", "13:00", "14:00"));
        assertThat(RIG.rejects())
                .anyMatch(line -> line.contains("3,\"startTime has an offset from UTC and endTime has none"))
                .anyMatch(line -> line.contains("4,\"endTime has an offset from UTC and startTime has none"));
    }

    @OnBothDatabases
    void sendARowFromItsListOfRejectsWhichEndsTheLine() throws Exception {
        RIG.send(RIG.write("states.csv", WHOLE.strip()));

        RIG.send(RIG.write("again.csv", Files.readString(RIG.rejectFiles().get(0))));

        assertThat(RIG.inDitio()).hasSize(2);
    }
}
