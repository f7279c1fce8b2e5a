package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.IMPORT;
import static no.ditioroutes.telematics.StatesRig.minutes;
import static no.ditioroutes.telematics.StatesRig.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import no.ditioroutes.Failure;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.store.ImportSummary;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A project that had states before this program: what ends by its latest timestamp is taken as being there, once. */
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
    void letsTheLedgerDecideAfterTheFirstFile() {
        RIG.another(Arrays.copyOf(rows, 100));
        RIG.send(rows);
        String[] older = minutes("EX-002", "2026-01-14", 100);

        ImportSummary second = RIG.send(older);

        assertThat(second.sent()).isEqualTo(100);
        assertThat(RIG.inDitio()).hasSize(300).contains(older);
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
        RIG.sandbox().faults().next(IMPORT, 3, Fault.chunked());
        RIG.sandbox().faults().always(IMPORT, Fault.status(503));
        assertThatThrownBy(() -> RIG.send(file)).isInstanceOf(Failure.class);
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
        assertThatThrownBy(() -> RIG.send(file)).isInstanceOf(Failure.class);

        RIG.send(file);

        assertThat(RIG.inDitio()).containsExactlyInAnyOrder(rows);
    }
}
