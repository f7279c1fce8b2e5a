package no.ditioroutes.telematics;

import static no.ditioroutes.telematics.StatesRig.IMPORT;
import static no.ditioroutes.telematics.StatesRig.minutes;
import static no.ditioroutes.telematics.StatesRig.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import no.ditioroutes.boot.Ran;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code import}: what it does, prints and ends with. */
class ImportCommandTest {

    @RegisterExtension
    static final StatesRig RIG = StatesRig.onH2();

    @Test
    void sendsAFileAndPrintsATable() {
        Path file = RIG.file(minutes("EX-001", 1200));

        Ran ran = run(file.toString());

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .anyMatch(line -> line.startsWith("FILE OUTCOME ROWS SENT KNOWN REJECTED REQUESTS SECONDS"))
                .anyMatch(line -> line.startsWith(file.getFileName() + " done 1200 1200 0 0 3 "));
        assertThat(RIG.inDitio()).hasSize(1200);
        assertThat(file).exists();
    }

    @Test
    void printsASummaryPerFileAsJson() {
        Path first = RIG.file(minutes("EX-001", 10));
        Path second = RIG.file(minutes("EX-001", 15));

        JsonNode printed = run(first.toString(), second.toString(), "--json").json();

        assertThat(printed.findValuesAsText("file")).containsExactly(name(first), name(second));
        assertThat(printed.findValuesAsText("rows")).containsExactly("10", "15");
        assertThat(printed.findValuesAsText("sent")).containsExactly("10", "5");
        assertThat(printed.findValuesAsText("known")).containsExactly("0", "10");
        assertThat(printed.findValuesAsText("rejected")).containsExactly("0", "0");
        assertThat(printed.findValuesAsText("requests")).containsExactly("1", "1");
        assertThat(printed.findValues("seconds")).allMatch(JsonNode::isNumber);
    }

    /** The rows are listed, to be dropped again once the project is enabled: so this is no refusal of the client (3). */
    @Test
    void endsWithAPartIfDitioForbidsAllRows() throws Exception {
        RIG.sandbox().states().disable(Fixture.COMPANY_ID, Fixture.PROJECT_ID);

        Ran ran = run(RIG.file(minutes("EX-001", 3)).toString());

        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(RIG.rejects()).hasSize(3).allSatisfy(line -> assertThat(line).contains("403"));
    }

    @Test
    void showsWithoutSending() {
        Path file = RIG.file(row("EX-001", "Idle", "08:00", "09:00"), row("EX-001", "", "09:00", "10:00"));

        Ran ran = run(file.toString(), "--dry-run", "--json");

        assertThat(ran.json().findValuesAsText("outcome")).containsExactly("dry run");
        assertThat(ran.json().findValuesAsText("sent")).containsExactly("1");
        assertThat(RIG.posts()).isEmpty();
        assertThat(RIG.rejectFiles()).isEmpty();
    }

    @Test
    void listsEachRejectedRowOfADryRunAndWritesNothing() throws Exception {
        RIG.send(row("EX-001", "Working", "06:00", "07:00"));
        Path file = RIG.file(
                row("EX-001", "Idle", "08:00", "09:00"),
                row("EX-001", "", "09:00", "10:00"),
                row("EX-001", "Idle", "06:30", "06:40"),
                row("EX-001", "Idle", "10:00", "11:00"));

        Ran table = run(file.toString(), "--dry-run");
        Ran json = run(file.toString(), "--dry-run", "--json");

        assertThat(table.exitCode()).isEqualTo(6);
        assertThat(table.out().lines())
                .anyMatch(line -> line.equals(name(file) + ", line 3: state is empty"))
                .anyMatch(line -> line.startsWith(name(file) + ", line 4: it overlaps line 2 of states-"));
        assertThat(json.json().findValues("line")).extracting(JsonNode::asInt).containsExactly(3, 4);
        assertThat(json.json().findValuesAsText("reason").get(0)).isEqualTo("state is empty");
        assertThat(RIG.rejectFiles()).isEmpty();
        assertThat(RIG.ledger()).isEqualTo(Map.of("sent", 1L));
        assertThat(run(file.toString(), "--json").json().get(0).has("rejectedRows"))
                .isFalse();
    }

    @Test
    void countsWhatEachRunDidWithTheSameFile() {
        Path file = RIG.file(row("EX-001", "Idle", "08:00", "09:00"), row("EX-001", "", "09:00", "10:00"));

        run(file.toString());
        JsonNode again = run(file.toString(), "--json").json().get(0);

        assertThat(again.path("rows").asInt()).isEqualTo(2);
        assertThat(again.path("sent").asInt()).isZero();
        assertThat(again.path("known").asInt()).isEqualTo(1);
        assertThat(again.path("rejected").asInt()).isEqualTo(1);
        assertThat(ImportTable.last(RIG.program().database(), 9))
                .extracting(ImportSummary::rows, ImportSummary::sent, ImportSummary::known, ImportSummary::rejected)
                .containsExactly(tuple(2L, 0L, 1L, 1L), tuple(2L, 1L, 0L, 1L));
    }

    @Test
    void ends6AndSendsTheOthersWhereAFileIsBad() {
        Path bad = RIG.file("nonsense", "more nonsense");
        Path good = RIG.file(minutes("EX-001", 10));

        Ran ran = run(bad.toString(), good.toString(), "--json");

        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(ran.json().findValuesAsText("outcome")).containsExactly("refused", "done");
        assertThat(ran.json().findValuesAsText("message").get(0)).contains("2 of its 2 rows are bad");
        assertThat(RIG.inDitio()).hasSize(10);
    }

    @Test
    void ends6WhereRowsAreRefusedAndSaysWhereTheyAre() {
        Ran ran = run(RIG.file(row("EX-001", "Idle", "08:00", "09:00"), row("EX-001", "", "09:00", "10:00"))
                .toString());

        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(ran.out()).contains("part", "rejected/");
        assertThat(RIG.rejects()).hasSize(1);
    }

    @Test
    void ends2WhereAFileIsNotThereAndSendsTheOthers() {
        Path good = RIG.file(minutes("EX-001", 10));

        Ran ran = run(RIG.path("nowhere.csv").toString(), good.toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).contains("There is no file", "nowhere.csv");
        assertThat(RIG.inDitio()).hasSize(10);
    }

    @Test
    void ends2WithoutAFile() {
        assertThat(run().exitCode()).isEqualTo(2);
    }

    @Test
    void ends3WhereDitioDoesNotLetItIn() {
        RIG.sandbox().faults().always(IMPORT, Fault.status(401));

        Ran ran = run(RIG.file(minutes("EX-001", 10)).toString());

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.out()).contains("failed", "401");
    }

    @Test
    void ends4WhereDitioDoesNotAnswer() {
        RIG.sandbox().faults().always(IMPORT, Fault.status(503));
        Path file = RIG.file(minutes("EX-001", 10));

        Ran ran = run(file.toString());

        assertThat(ran.exitCode()).isEqualTo(4);
        assertThat(ran.out()).contains("Gave up sending " + name(file));
        RIG.sandbox().faults().clear();
        assertThat(run(file.toString()).exitCode()).isZero();
        assertThat(RIG.inDitio()).hasSize(10);
    }

    @Test
    void forcesWhatIsTakenAsBeingThere() {
        RIG.another(row("EX-002", "Idle", "20:00", "21:00"));
        Path file = RIG.file(minutes("EX-001", 10));

        JsonNode usual = run(file.toString(), "--json").json();
        JsonNode forced = run(file.toString(), "--force", "--json").json();

        assertThat(usual.findValuesAsText("known")).containsExactly("10");
        assertThat(forced.findValuesAsText("sent")).containsExactly("10");
    }

    @Test
    void followsALinkThatIsNamed() throws IOException {
        Path file = RIG.file(minutes("EX-001", 10));
        Path link = Files.createSymbolicLink(Files.createTempDirectory("link").resolve("link.csv"), file);

        assertThat(run(link.toString()).exitCode()).isZero();
        assertThat(RIG.inDitio()).hasSize(10);
    }

    private static Ran run(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "import";
        System.arraycopy(words, 0, all, 1, words.length);
        return RIG.program().run(all);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
