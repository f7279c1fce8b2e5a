package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.minutes;
import static no.ditioroutes.telematics.StatesRig.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import no.ditioroutes.csv.InvalidFileException;
import no.ditioroutes.sandbox.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A machine is in one state at a time: of two rows that share a moment the first one counts, and the other is told of. */
class OverlapsTest {

    @RegisterExtension
    static final StatesRig RIG = StatesRig.onPostgres().with("telematics.block-rows", 4);

    private static final String FIRST = row("EX-001", "Working", "08:00", "10:00");

    @ParameterizedTest
    @CsvSource({"09:00,11:00", "07:00,09:00", "08:30,09:30", "07:00,11:00", "08:00,10:00"})
    void refusesARowThatCollidesWithOneAboveIt(String start, String end) {
        String other = row("EX-001", "Idle", start, end);

        ImportSummary summary = RIG.send(FIRST, other);

        assertThat(RIG.inDitio()).containsExactly(FIRST);
        assertThat(summary.rejected()).isEqualTo(1);
        assertThat(RIG.rejects())
                .containsExactly(
                        other
                                + ",3,\"it overlaps line 2, Working of EX-001 from 2026-01-15T08:00:00Z to 2026-01-15T10:00:00Z\"");
    }

    @Test
    void refusesAFileWholeOfWhichMoreThanHalfOverlaps() {
        Path file = RIG.file(
                row("EX-001", "Working", "08:00", "09:00"),
                row("EX-001", "Idle", "08:00", "09:00"),
                row("EX-001", "Moving", "08:00", "09:00"));

        assertThatThrownBy(() -> RIG.send(file))
                .hasRootCauseInstanceOf(InvalidFileException.class)
                .hasStackTraceContaining("2 of its 3 rows are bad")
                .hasStackTraceContaining("The first is line 3: it overlaps line 2");

        assertThat(RIG.posts()).isEmpty();
    }

    @Test
    void takesTheSameRowAgainAndAgainForNoOverlap() {
        ImportSummary summary = RIG.send(FIRST, FIRST, FIRST);

        assertThat(summary.known()).isEqualTo(2);
        assertThat(RIG.inDitio()).containsExactly(FIRST);
    }

    @Test
    void takesWhatTouches() {
        String before = row("EX-001", "Idle", "07:00", "08:00");
        String after = row("EX-001", "Idle", "10:00", "11:00");

        RIG.send(FIRST, after, before);

        assertThat(RIG.inDitio()).containsExactly(before, FIRST, after);
    }

    @Test
    void takesOtherMachinesAtTheSameTime() {
        String other = row("EX-002", "Working", "08:00", "10:00");

        RIG.send(FIRST, other);

        assertThat(RIG.inDitio()).containsExactlyInAnyOrder(FIRST, other);
    }

    @Test
    void refusesTheSameMachineOnAnotherProjectAtTheSameTime() {
        String elsewhere = row(Fixture.SECOND_PROJECT_ID, "EX-001", "Working", "08:00", "10:00");

        RIG.send(FIRST, elsewhere);

        assertThat(RIG.inDitio()).containsExactly(FIRST);
        assertThat(RIG.rejects())
                .singleElement()
                .asString()
                .startsWith(elsewhere)
                .contains("it overlaps line 2");
    }

    @Test
    void takesTheSameRowTwiceInAFileForKnown() {
        ImportSummary summary = RIG.send(FIRST, FIRST);

        assertThat(RIG.inDitio()).containsExactly(FIRST);
        assertThat(summary.known()).isEqualTo(1);
        assertThat(RIG.rejects()).isEmpty();
    }

    @Test
    void refusesARowThatCollidesWithOneFarAboveIt() {
        String[] rows = minutes("EX-002", 20);
        String late = row("EX-001", "Idle", "09:00", "09:30");
        Path file = RIG.file(FIRST, String.join("\n", rows), late, FIRST);

        ImportSummary summary = RIG.send(file);

        assertThat(RIG.inDitio()).hasSize(21).doesNotContain(late);
        assertThat(summary.known()).isEqualTo(1);
        assertThat(RIG.rejects())
                .singleElement()
                .asString()
                .startsWith(late + ",23,")
                .contains("it overlaps line 2 of " + file.getFileName());
    }

    @Test
    void refusesARowThatCollidesWithOneOfAnEarlierFile() {
        Path first = RIG.file(FIRST);
        RIG.send(first);
        String other = row("EX-001", "Idle", "09:59", "10:30");

        ImportSummary summary = RIG.send(other, row("EX-001", "Idle", "10:30", "11:00"));

        assertThat(summary.sent()).isEqualTo(1);
        assertThat(RIG.inDitio()).hasSize(2).doesNotContain(other);
        assertThat(RIG.rejects())
                .singleElement()
                .asString()
                .startsWith(other)
                .contains("it overlaps line 2 of " + first.getFileName());
    }

    @Test
    void findsAllThatAnEarlierLongIntervalCovers() {
        RIG.send(row("EX-001", "Idle", "00:00", "20:00"));
        String[] covered = minutes("EX-001", 10);
        String[] rows = new String[20];
        System.arraycopy(covered, 0, rows, 0, 10);
        System.arraycopy(minutes("EX-002", 10), 0, rows, 10, 10);

        ImportSummary summary = RIG.send(rows);

        assertThat(summary.rejected()).isEqualTo(10);
        assertThat(summary.sent()).isEqualTo(10);
    }
}
