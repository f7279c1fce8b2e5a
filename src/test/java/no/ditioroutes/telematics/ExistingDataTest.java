package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.IMPORT;
import static no.ditioroutes.telematics.StatesRig.minutes;
import static no.ditioroutes.telematics.StatesRig.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.boot.TestProgram;
import no.ditioroutes.sandbox.ConnectionFaults;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Fixture;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A project that had states before this program: what ends by its latest timestamp is taken as being there. */
class ExistingDataTest {

    @RegisterExtension
    static final StatesRig RIG =
            StatesRig.onBoth().with("telematics.block-rows", 50).with("telematics.batch-rows", 10);

    private static final ImportOptions FORCED = new ImportOptions(false, true);

    private final String[] rows = minutes("EX-001", 200);

    @OnBothDatabases
    void sendsWhatIsNewerThanTheLatestTimestamp() throws Exception {
        RIG.another(Arrays.copyOf(rows, 120));

        ImportSummary summary = RIG.send(rows);

        assertThat(RIG.inDitio()).containsExactly(rows);
        assertThat(summary.known()).isEqualTo(120);
        assertThat(summary.sent()).isEqualTo(80);
        assertThat(RIG.ledger()).isEqualTo(Map.of("present", 120L, "sent", 80L));
    }

    @OnBothDatabases
    void listsWhatItTookAsBeingThere() {
        RIG.another(rows[0], rows[1]);
        Path file = RIG.file(rows[0], rows[1], rows[2]);

        RIG.send(file);

        assertThat(RIG.rejectFiles())
                .extracting(list -> list.getFileName().toString())
                .containsExactly("already-there-" + file.getFileName());
        assertThat(RIG.rejects()).hasSize(2).allSatisfy(line -> assertThat(line)
                .contains("taken as being in Ditio already", "2026-01-15T00:02:00Z", "import --force"));
    }

    @OnBothDatabases
    void sendsARowThatBeginsBeforeTheLatestTimestampAndEndsAfterIt() {
        RIG.another(row("EX-002", "Idle", "08:00", "09:00"));
        String across = row("EX-001", "Idle", "08:30", "09:30");

        RIG.send(across);

        assertThat(RIG.inDitio()).hasSize(2).contains(across);
    }

    @OnBothDatabases
    void sendsAllOfItWhereItIsForced() {
        RIG.another(row("EX-002", "Idle", "08:00", "09:00"));

        ImportSummary summary = RIG.send(RIG.file(rows), FORCED);

        assertThat(summary.sent()).isEqualTo(200);
        assertThat(RIG.inDitio()).hasSize(201).contains(rows);
    }

    @OnBothDatabases
    void sendsWhatItTookAsBeingThereOnceItIsForced() {
        RIG.another(row("EX-002", "Idle", "08:00", "09:00"));
        Path file = RIG.file(rows);
        assertThat(RIG.send(file).known()).isEqualTo(200);

        assertThat(RIG.send(file).known()).isEqualTo(200);
        assertThat(RIG.send(file, FORCED).sent()).isEqualTo(200);
        assertThat(RIG.send(file, FORCED).known()).isEqualTo(200);

        assertThat(RIG.inDitio()).hasSize(201).contains(rows);
    }

    @OnBothDatabases
    void takesRowsOfLaterFilesThatAreOlderThanTheFirstMeetingAsBeingThereToo() throws Exception {
        RIG.another(rows);

        ImportSummary first = RIG.send(Arrays.copyOf(rows, 80));
        ImportSummary second = RIG.send(Arrays.copyOfRange(rows, 60, 200));

        assertThat(first.known() + second.known()).isEqualTo(220);
        assertThat(RIG.posts()).isEmpty();
        assertThat(RIG.inDitio()).containsExactly(rows);
        assertThat(RIG.ledger()).isEqualTo(Map.of("present", 200L));
        assertThat(RIG.rejectFiles())
                .hasSize(2)
                .allMatch(list -> list.getFileName().toString().startsWith("already-there-"));
    }

    @OnBothDatabases
    void takesThemAsBeingThereAfterARestartToo() {
        RIG.another(rows);
        RIG.send(Arrays.copyOf(rows, 80));
        Path second = RIG.file(Arrays.copyOfRange(rows, 60, 200));

        try (TestProgram restarted = TestProgram.start(RIG.settings())) {
            assertThat(StatesRig.send(restarted, second, ImportOptions.USUAL).known())
                    .isEqualTo(140);
        }

        assertThat(RIG.inDitio()).containsExactly(rows);
    }

    @OnBothDatabases
    void sendsNothingTwiceWhereTwoProcessesMeetTheProjectAtOnce() {
        RIG.another(rows);
        RIG.sandbox().faults().sometimes("latest-timestamp", 0.5, 1, List.of(Fault.delay(Duration.ofMillis(100))));
        Path first = RIG.file(Arrays.copyOf(rows, 120));
        Path second = RIG.file(Arrays.copyOfRange(rows, 120, 200));

        try (TestProgram other = TestProgram.start(RIG.settings())) {
            CompletableFuture<ImportSummary> theirs =
                    CompletableFuture.supplyAsync(() -> StatesRig.send(other, second, ImportOptions.USUAL));
            assertThat(RIG.send(first).known()).isEqualTo(120);
            assertThat(theirs.join().known()).isEqualTo(80);
        }

        assertThat(RIG.inDitio()).containsExactly(rows);
    }

    @OnBothDatabases
    void sendsTheNewRowsOfALateFileAndListsTheOlderOnes() {
        RIG.another(Arrays.copyOf(rows, 100));
        RIG.send(rows);
        String[] late = minutes("EX-002", 150);

        ImportSummary second = RIG.send(late);

        // Of the first 100 minutes nobody can tell whether the other sender brought this machine's states too.
        assertThat(second.known()).isEqualTo(100);
        assertThat(second.sent()).isEqualTo(50);
        assertThat(RIG.inDitio()).hasSize(250).contains(Arrays.copyOfRange(late, 100, 150));
        assertThat(RIG.rejects()).hasSize(200);
    }

    @OnBothDatabases
    void sendsOlderRowsOfALaterFileWhereThatIsForced() {
        RIG.another(Arrays.copyOf(rows, 100));
        RIG.send(rows);
        String[] older = minutes("EX-002", "2026-01-14", 100);
        Path file = RIG.file(older);

        assertThat(RIG.send(file).known()).isEqualTo(100);
        assertThat(RIG.send(file, FORCED).sent()).isEqualTo(100);

        assertThat(RIG.inDitio()).hasSize(300).contains(older);
    }

    @OnBothDatabases
    void sendsTheOlderRowsOfAProjectThatHadNothingAtFirst() {
        RIG.send(minutes("EX-001", "2026-01-16", 10));
        String[] older = minutes("EX-002", "2026-01-14", 10);

        assertThat(RIG.send(older).sent()).isEqualTo(10);

        assertThat(RIG.inDitio()).hasSize(20).contains(older);
    }

    @OnBothDatabases
    void asksForEachProjectOfItsOwn() {
        RIG.another(row("EX-002", "Idle", "08:00", "09:00"));
        String elsewhere = row(Fixture.SECOND_PROJECT_ID, "EX-001", "Idle", "07:00", "08:00");
        String there = row("EX-003", "Idle", "07:00", "08:00");

        ImportSummary summary = RIG.send(there, elsewhere);

        assertThat(summary.known()).isEqualTo(1);
        assertThat(RIG.inDitio()).hasSize(2).contains(elsewhere);
    }

    @OnBothDatabases
    void stillKnowsWhatWasThereWhenTheFileIsTakenAgain() {
        // In the order of the file the newest rows come first.
        RIG.another(Arrays.copyOf(rows, 120));
        String[] turned = new String[200];
        Arrays.setAll(turned, at -> rows[199 - at]);
        Path file = RIG.file(turned);
        RIG.sandbox().faults().next(IMPORT, 3, ConnectionFaults.chunked());
        RIG.sandbox().faults().always(IMPORT, Fault.status(503));
        assertThatThrownBy(() -> RIG.send(file)).isInstanceOf(UserFacingException.class);
        RIG.sandbox().faults().clear();

        RIG.send(file);

        assertThat(RIG.inDitio()).containsExactlyInAnyOrder(rows);
        assertThat(RIG.rejects()).hasSize(120).allMatch(line -> line.contains("taken as being in Ditio already"));
    }

    @OnBothDatabases
    void changesNothingInADryRun() throws Exception {
        RIG.another(Arrays.copyOf(rows, 120));
        Path file = RIG.file(rows);

        ImportSummary shown = RIG.send(file, new ImportOptions(true, false));

        assertThat(shown.sent()).isEqualTo(80);
        assertThat(shown.known()).isEqualTo(120);
        assertThat(RIG.ledger()).isEmpty();
        assertThat(RIG.rejectFiles()).isEmpty();
        assertThat(RIG.send(file).sent()).isEqualTo(80);
    }

    @OnBothDatabases
    void takesNoWrongAddressForAnEmptyProject() {
        RIG.another(Arrays.copyOf(rows, 120));
        Path file = RIG.file(rows);
        RIG.sandbox().faults().next("latest-timestamp", Fault.status(404));
        RIG.sandbox().faults().next(IMPORT, Fault.status(404));
        assertThatThrownBy(() -> RIG.send(file)).isInstanceOf(UserFacingException.class);

        RIG.send(file);

        assertThat(RIG.inDitio()).containsExactlyInAnyOrder(rows);
    }
}
