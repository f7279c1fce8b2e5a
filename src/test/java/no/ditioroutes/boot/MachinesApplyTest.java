package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code machines apply}: Ditio has what the file says, each machine once, and the journal knows what was sent. */
class MachinesApplyTest {

    private static final String CREATE_MANY = "/machines/create/array";

    @RegisterExtension
    static final CatalogueRig rig = CatalogueRig.onH2().with("catalogue.batch", 4);

    @Test
    void createsAndPatchesOnlyWhatDiffers() {
        rig.machine("EX-1", ",'name':'Volvo','note':'Rød','active':true");
        Path file = rig.file(
                "machineNumber;name;typeId;active;weight;serviceDate",
                "EX-1;Volvo EC220E;;;22000;2026-06-01",
                "EX-2;Hitachi ZX350 «Røde Ørn»;beltemaskin;true;;");

        Ran ran = rig.run("machines", "apply", file);

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.json()).extracting(item -> item.path("outcome").asText()).containsExactly("done", "done");
        assertThat(rig.writes()).extracting(RecordedRequest::method).containsExactly("POST", "PATCH");
        assertThat(CatalogueRig.json(rig.writes().get(1)))
                .isEqualTo(CatalogueRig.entry(
                                "{'name':'Volvo EC220E','weight':22000,'serviceDate':'2026-06-01T00:00:00Z'}")
                        .without("companyId"));
        assertThat(rig.machine("EX-1").path("note").asText()).isEqualTo("Rød");
        assertThat(rig.machine("EX-2").path("name").asText()).isEqualTo("Hitachi ZX350 «Røde Ørn»");
    }

    @Test
    void writesNothingTheSecondTime() {
        Path file = rig.file(
                "machineNumber;name;category;active;hourMeter;serviceDate;isEquipment;fuelType;fuelConsumptionRate",
                "M 1/æ;Dumper;Articulated hauler;ja;1200,50;2026-06-01;;diesel;12.5",
                "EQ-1;Hammer;whatever;true;;;true;;");
        rig.run("machines", "apply", file);
        rig.sandbox().clearRequests();

        Ran again = rig.run("machines", "apply", file);

        assertThat(again.exitCode()).isZero();
        assertThat(again.json())
                .extracting(item -> item.path("action").asText())
                .containsOnly("unchanged");
        assertThat(rig.writes()).isEmpty();
        assertThat(rig.machine("M 1/æ").path("fuelType").asInt()).isEqualTo(1);
    }

    @Test
    void tellsTheGoodOfAHalfFailedArrayFromTheBad() {
        rig.sandbox().clients();
        Path file = rig.file("machineNumber;buildYear;blockCheckIn", "A;2020;", "B;2021;", "C;2022;");
        rig.sandbox()
                .faults()
                .next(
                        CREATE_MANY,
                        Fault.rawBody(
                                "application/json",
                                "[{\"id\":\"1\",\"machineNumber\":\"A\"},{\"machineNumber\":\"B\",\"error\":\"MachineService.buildYearInvalid\",\"message\":\"Ugyldig byggeår\"},{\"id\":\"3\",\"machineNumber\":\"C\"}]"));

        Ran ran = rig.run("machines", "apply", file);

        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(ran.json())
                .extracting(item -> item.path("outcome").asText())
                .containsExactly("done", "refused", "done");
        assertThat(ran.json().get(1).path("reason").asText())
                .contains("MachineService.buildYearInvalid", "Ugyldig byggeår");
    }

    @Test
    void readsBackWhatALostAnswerCreated() {
        rig.sandbox().faults().next(CREATE_MANY, Fault.answerLost());

        Ran ran = rig.run("machines", "apply", rig.file("machineNumber;name", "A;Ærlig", "B;Øl", "C;Å", "D;", "E;"));

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.json()).extracting(item -> item.path("outcome").asText()).containsOnly("done");
        assertThat(rig.writes()).hasSize(2);
        assertThat(rig.sandbox().machines().all()).hasSize(5);
    }

    @Test
    void createsOneByOneWhatAnArrayNeitherToldNorDid() {
        rig.sandbox().faults().next(CREATE_MANY, Fault.status(500));

        Ran ran = rig.run("machines", "apply", rig.file("machineNumber", "A", "B", "C"));

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(rig.writes())
                .extracting(RecordedRequest::path)
                .filteredOn(path -> path.endsWith("/array"))
                .hasSize(1);
        assertThat(rig.sandbox().machines().all()).hasSize(3);
    }

    @Test
    void keepsWhatWasSentWithIdAndOutcome() {
        rig.machine("EX-1", ",'name':'Volvo'");
        rig.machine("EX-2", ",'name':'Cat'");

        rig.run(
                "machines",
                "apply",
                rig.file("machineNumber,name,typeId", "EX-1,Ny,", "EX-2,Cat,", "EX-3,Ny,dumper", "EX-4,,ufo"));

        assertThat(rig.query("select number, action, outcome, sent, line from ditio_catalogue order by number"))
                .containsExactly(
                        "EX-1|patch|done|{\"name\":\"Ny\"}|2",
                        "EX-2|seen|done||3",
                        "EX-3|create|done|{\"companyId\":\"64b1f0a2c3d4e5f607182930\",\"machineNumber\":\"EX-3\",\"name\":\"Ny\",\"typeId\":\"dumper\"}|4",
                        "EX-4|blocked|blocked||5");
        assertThat(rig.query("select id from ditio_catalogue where number = 'EX-3'"))
                .containsExactly(rig.machine("EX-3").path("id").asText());
    }
}
