package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code machines plan}: what would be done, and nothing is. */
class MachinesPlanTest {

    @RegisterExtension
    static final CatalogueRig rig = CatalogueRig.onH2();

    @Test
    void showsWhatWouldBeCreatedPatchedAndLeftAlone() {
        rig.machine("EX-1", ",'name':'Volvo','typeId':'beltemaskin','hourMeter':100.5,'active':true");
        rig.machine("EX-2", ",'name':'Cat','typeId':'beltemaskin','active':true");

        Ran ran = rig.run(
                "machines",
                "plan",
                rig.file(
                        "machineNumber;name;category;hourMeter;active",
                        "EX-1;Volvo EC220E;Excavator (tracked);120,5;",
                        "EX-2;Cat;beltemaskin;;ja",
                        "EX-3;Ny maskin;Wheel loader;;true"));

        JsonNode plan = ran.json();
        assertThat(ran.exitCode()).isZero();
        assertThat(plan)
                .extracting(item -> item.path("action").asText())
                .containsExactly("patch", "unchanged", "create");
        assertThat(plan.get(0).path("changes").toString())
                .isEqualTo(
                        "[{'field':'name','old':'Volvo','new':'Volvo EC220E'},{'field':'hourMeter','old':100.5,'new':120.5}]"
                                .replace('\'', '"'));
        assertThat(rig.writes()).isEmpty();
    }
}
