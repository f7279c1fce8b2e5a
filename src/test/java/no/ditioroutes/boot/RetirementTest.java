package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.ditioroutes.sandbox.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code --retire-missing --delete} of machines that are inactive already. */
class RetirementTest {

    private static final String[] FILE = {"machineNumber", "M-0", "M-1", "M-2", "M-3", "M-4", "M-5", "M-6", "M-7"};

    @RegisterExtension
    static final CatalogueRig rig = CatalogueRig.onH2();

    @Test
    void deletesWhatIsInactiveAlreadyAndLeavesWhatHasToStay() {
        machines();
        rig.machine("OLD", ",'active':false");
        String used = rig.machine("USED", ",'active':false").path("id").asText();
        rig.sandbox().machines().markUsed(used);

        Ran without = rig.run("machines", "plan", rig.file(FILE), "--retire-missing");
        Ran plan = rig.run("machines", "plan", rig.file(FILE), "--retire-missing", "--delete");
        Ran ran = rig.run("machines", "apply", rig.file(FILE), "--retire-missing", "--delete");
        Ran again = rig.run("machines", "apply", rig.file(FILE), "--retire-missing", "--delete");

        assertThat(actions(without)).hasSize(8).containsOnly("unchanged");
        assertThat(actions(plan)).endsWith("delete", "unchanged").hasSize(10);
        assertThat(ran.exitCode()).as(ran.out()).isZero();
        assertThat(rig.sandbox().machines().where("machineNumber", "OLD")).isEmpty();
        assertThat(rig.sandbox().machines().where("machineNumber", "USED")).hasSize(1);
        assertThat(again.exitCode()).isZero();
        assertThat(rig.writes()).extracting(RecordedRequest::method).containsExactly("DELETE");
    }

    @Test
    void holdsWhereSoManyInactiveOnesWouldBeDeletedThatItLooksLikeAMistake() {
        machines();
        for (int number = 0; number < 6; number++) {
            rig.machine("OLD-" + number, ",'active':false");
        }

        Ran held = rig.run("machines", "apply", rig.file(FILE), "--retire-missing", "--delete");
        Ran forced = rig.run("machines", "plan", rig.file(FILE), "--retire-missing", "--delete", "--force");

        assertThat(held.exitCode()).isEqualTo(6);
        assertThat(held.json().get(8).path("action").asText()).isEqualTo("blocked");
        assertThat(held.json().get(8).path("reason").asText()).startsWith("6 of 14 would be retired at once");
        assertThat(rig.writes()).isEmpty();
        assertThat(actions(forced)).filteredOn("delete"::equals).hasSize(6);
    }

    @Test
    void countsNoneThatHasToStayAsItIs() {
        machines();
        for (int number = 0; number < 10; number++) {
            String id =
                    rig.machine("USED-" + number, ",'active':false").path("id").asText();
            rig.sandbox().machines().markUsed(id);
        }
        rig.machine("GONE", ",'active':true");

        Ran ran = rig.run("machines", "plan", rig.file(FILE), "--retire-missing", "--delete");

        assertThat(ran.exitCode()).isZero();
        assertThat(actions(ran))
                .endsWith("delete")
                .filteredOn("unchanged"::equals)
                .hasSize(18);
    }

    private static void machines() {
        for (int number = 0; number < 8; number++) {
            rig.machine("M-" + number, ",'active':true");
        }
    }

    private static List<String> actions(Ran ran) {
        return ran.json().findValuesAsText("action");
    }
}
