package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import no.ditioroutes.sandbox.ConnectionFaults;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.RecordedRequest;
import no.ditioroutes.sandbox.ResponseFaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code machines apply}: Ditio has what the file says, each machine once, and the journal knows what was sent. */
class MachinesApplyTest {

    private static final String CREATE_MANY = "/machines/create/array";

    /** The second row is of a company that the client may not write to. */
    private static final String[] HALF_BAD = {"machineNumber;companyId", "A;", "B;" + Fixture.EXTERNAL_COMPANY_ID, "C;"
    };

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
        rig.sandbox().requests().clear();

        Ran again = rig.run("machines", "apply", file);

        assertThat(again.exitCode()).isZero();
        assertThat(again.json())
                .extracting(item -> item.path("action").asText())
                .containsOnly("unchanged");
        assertThat(again.json())
                .extracting(item -> item.path("outcome").asText())
                .containsOnly("none");
        assertThat(rig.writes()).isEmpty();
        assertThat(rig.query("select action from ditio_catalogue order by entry"))
                .containsExactly("create", "create", "patch_fuel");
        assertThat(rig.machine("M 1/æ").path("fuelType").asInt()).isEqualTo(1);
    }

    @Test
    void tellsTheGoodOfAHalfFailedArrayFromTheBad() {
        Ran ran = apply(HALF_BAD);

        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(outcomes(ran)).containsExactly("done", "refused", "done");
        assertThat(ran.json().get(1).path("reason").asText())
                .isEqualTo("Forbidden: Du har ikke tilgang til dette selskapet");
        assertThat(numbers()).containsExactlyInAnyOrder("A", "C");
        assertThat(ran.json().get(2).path("id").asText())
                .isEqualTo(rig.machine("C").path("id").asText());
        assertThat(rig.writes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "[null,null,null]", "{\"message\":\"Ferdig\"}", "Ferdig"})
    void looksWhatBecameOfThoseThatAnArrayDoesNotTellOf(String answer) {
        rig.sandbox()
                .faults()
                .next(CREATE_MANY, ResponseFaults.headers(Map.of()).withBody("application/json", answer));

        Ran ran = apply(HALF_BAD);

        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(outcomes(ran)).containsExactly("done", "refused", "done");
        assertThat(ran.json().get(1).path("reason").asText()).contains("Du har ikke tilgang til dette selskapet");
        assertThat(numbers()).containsExactlyInAnyOrder("A", "C");
        assertThat(rig.writes())
                .extracting(RecordedRequest::path)
                .containsExactly(CatalogueRig.MACHINES + "/create/array", CatalogueRig.MACHINES);
    }

    @Test
    void createsOneByOneWhereAnArrayIsRefusedAsAWhole() {
        rig.sandbox().faults().next(CREATE_MANY, Fault.status(400));

        Ran ran = apply(HALF_BAD);

        assertThat(outcomes(ran)).containsExactly("done", "refused", "done");
        assertThat(rig.writes()).hasSize(4);
    }

    @Test
    void readsBackWhatALostAnswerCreated() {
        rig.sandbox().faults().next(CREATE_MANY, ConnectionFaults.answerLost());

        Ran ran = rig.run("machines", "apply", rig.file("machineNumber;name", "A;Ærlig", "B;Øl", "C;Å", "D;", "E;"));

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.json()).extracting(item -> item.path("outcome").asText()).containsOnly("done");
        assertThat(rig.writes()).hasSize(2);
        assertThat(rig.sandbox().machines().all()).hasSize(5);
    }

    @Test
    void findsWhatALostAnswerCreatedInAListOfAnyShape() {
        String machine = "{'id':'7','companyId':'%s','machineNumber':'A'}".formatted(Fixture.COMPANY_ID);
        String equipment = "{'id':'8','companyId':'%s','machineNumber':'EQ'}".formatted(Fixture.COMPANY_ID);
        String list = "{'data':[%s],'count':1}".formatted(machine.replace("}", ",'equipment':[" + equipment + "]}"));
        rig.sandbox().faults().next(CREATE_MANY, ConnectionFaults.answerLost());
        rig.sandbox()
                .faults()
                .after(CatalogueRig.MACHINES, 1, ResponseFaults.rawBody("application/json", list.replace('\'', '"')));

        Ran ran = apply("machineNumber;isEquipment", "A;", "EQ;");

        assertThat(ran.json().findValuesAsText("id")).containsExactly("7", "8");
        assertThat(rig.writes()).hasSize(1);
    }

    @Test
    void tellsMachinesOfTwoCompaniesWithOneNumberApart() {
        Ran ran = apply("companyId;machineNumber;fuelType", ";A;diesel", Fixture.SUBSIDIARY_ID + ";A;electric");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(rig.sandbox().machines().all())
                .extracting(machine -> machine.path("companyId").asText() + " "
                        + machine.path("fuelType").asInt())
                .containsExactlyInAnyOrder(Fixture.COMPANY_ID + " 1", Fixture.SUBSIDIARY_ID + " 4");
    }

    @Test
    void sendsNothingOfAFileOfWhichMoreThanHalfIsBad() {
        Ran ran = apply("machineNumber;weight", "A;1", "B;heavy", "C;light");

        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(ran.json()).extracting(item -> item.path("action").asText()).containsOnly("blocked");
        assertThat(rig.writes()).isEmpty();
        assertThat(rig.query("select * from ditio_catalogue")).isEmpty();
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
    void sendsAgainAfterAPauseWhatWasNotLookedAt() {
        rig.sandbox().faults().next(CREATE_MANY, Fault.status(429).withRetryAfter("1"));
        rig.sandbox().faults().next(CREATE_MANY, Fault.tokenRevoked());

        Ran ran = apply("machineNumber", "A", "B");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(numbers()).containsExactly("A", "B");
    }

    @Test
    void createsAMachineOnceWhateverAnswersAreLost() {
        rig.sandbox().faults().next(CREATE_MANY, Fault.status(500));
        rig.sandbox().faults().next(CatalogueRig.MACHINES, Fault.status(502));
        rig.sandbox().faults().after(CatalogueRig.MACHINES, 2, ConnectionFaults.answerLost());

        Ran ran = apply("machineNumber;name", "A;Ærlig");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(numbers()).containsExactly("A");
    }

    @Test
    void patchesAMachineThatWasCreatedByHandMeanwhile() {
        rig.sandbox()
                .faults()
                .next(CREATE_MANY, Fault.meanwhile(() -> rig.machine("A", ",'name':'By hand','note':'Kept'")));

        Ran ran = apply("machineNumber;name", "A;Ours", "B;Ours");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(outcomes(ran)).containsExactly("done", "done");
        assertThat(ran.json().get(0).path("reason").asText()).isEqualTo("was there already");
        assertThat(numbers()).containsExactly("A", "B");
        assertThat(rig.machine("A").path("name").asText()).isEqualTo("Ours");
        assertThat(rig.machine("A").path("note").asText()).isEqualTo("Kept");
    }

    @Test
    void doesNotTurnBackTheHoursOfAMachineThatWasCreatedByHandMeanwhile() {
        rig.sandbox().faults().next(CREATE_MANY, Fault.meanwhile(() -> rig.machine("A", ",'hourMeter':500")));

        Ran ran = apply("machineNumber;hourMeter", "A;100");

        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(ran.json().get(0).path("reason").asText()).contains("hourMeter would go down from 500 to 100");
        assertThat(rig.machine("A").path("hourMeter").asInt()).isEqualTo(500);
    }

    @Test
    void readsBackAPatchWhoseAnswerIsLost() {
        rig.machine("A", ",'name':'Old'");
        rig.sandbox().faults().after(CatalogueRig.MACHINES + "/", 0, ConnectionFaults.answerLost());

        Ran ran = apply("machineNumber;name", "A;Ny");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(rig.writes()).hasSize(1);
        assertThat(rig.machine("A").path("name").asText()).isEqualTo("Ny");
    }

    @Test
    void sendsFuelToItsOwnEndpoint() {
        rig.machine("A", ",'name':'Volvo'");

        Ran ran = apply("machineNumber;fuelType;fuelConsumptionUnit;fuelConsumptionRate", "A;diesel;L/h;12,5", "B;4;;");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(rig.writes())
                .extracting(RecordedRequest::path)
                .satisfies(paths -> assertThat(paths.get(1)).endsWith("/esg"))
                .hasSize(3);
        assertThat(CatalogueRig.json(rig.writes().get(1)).toString())
                .isEqualTo("{\"fuelConsumptionRate\":12.5,\"fuelConsumptionUnit\":0,\"fuelType\":1}");
        assertThat(rig.machine("B").path("fuelType").asInt()).isEqualTo(4);
    }

    @Test
    void doesNotSendFuelAgainThatDitioDoesNotShow() {
        Path file = rig.file("machineNumber;fuelType", "A;diesel");
        rig.run("machines", "apply", file);
        rig.sandbox().machines().put(((ObjectNode) rig.machine("A")).without("fuelType"));
        rig.sandbox().requests().clear();

        Ran again = rig.run("machines", "apply", file);
        Ran other = rig.run("machines", "apply", rig.file("machineNumber;fuelType", "A;electric"));

        assertThat(again.json().get(0).path("action").asText()).isEqualTo("unchanged");
        assertThat(other.json().get(0).path("action").asText()).isEqualTo("patch");
        assertThat(rig.writes()).hasSize(1);
    }

    @Test
    void deactivatesWhatTheFileDoesNotMentionAndDeletesWhatDitioLetsGo() {
        for (String number : List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J")) {
            rig.machine(number, ",'active':true");
        }
        String used = rig.machine("I").path("id").asText();
        rig.sandbox().machines().markUsed(used);

        Ran ran = rig.run(
                "machines",
                "apply",
                rig.file("machineNumber", "A", "B", "C", "D", "E", "F", "G", "H"),
                "--retire-missing",
                "--delete");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(rig.machine("I").path("active").asBoolean()).isFalse();
        assertThat(numbers()).doesNotContain("J");
        assertThat(rig.query("select number, action from ditio_catalogue where action <> 'seen' order by number"))
                .containsExactly("I|patch", "J|delete");
    }

    @Test
    void takesADeletionWhoseAnswerIsLostForDone() {
        for (int number = 0; number < 5; number++) {
            rig.machine("M-" + number, ",'active':true");
        }
        String last = rig.machine("M-4").path("id").asText();
        rig.sandbox().faults().next(CatalogueRig.MACHINES + "/" + last, ConnectionFaults.answerLost());

        Ran ran = rig.run(
                "machines",
                "apply",
                rig.file("machineNumber", "M-0", "M-1", "M-2", "M-3"),
                "--retire-missing",
                "--delete");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(numbers()).hasSize(4);
        assertThat(rig.writes()).hasSize(1);
    }

    @Test
    void showsARefusalWithItsCodeItsFieldAndItsTextAsItCame() {
        String id = rig.machine("A", ",'name':'Volvo'").path("id").asText();
        rig.sandbox()
                .faults()
                .next(
                        CatalogueRig.MACHINES + "/" + id,
                        Fault.status(400)
                                .withBody(
                                        "application/json",
                                        "{\"error\":\"MachineService.machineTypeInvalid\",\"message\":\"Ugyldig maskintype: «Ærfugl»\"}"));

        Ran ran = apply("machineNumber;typeId", "A;dumper", "B;dumper");

        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(outcomes(ran)).containsExactly("refused", "done");
        assertThat(ran.json().get(0).path("reason").asText())
                .isEqualTo("MachineService.machineTypeInvalid: typeId: Ugyldig maskintype: «Ærfugl»");
    }

    @Test
    void stopsWhereDitioAnswersNoWriteAnyMore() {
        for (String number : List.of("A", "B", "C", "D", "E")) {
            rig.machine(number, ",'name':'Old'");
        }
        rig.sandbox().faults().always(CatalogueRig.MACHINES + "/", Fault.status(500));

        Ran ran = apply("machineNumber;name", "A;New", "B;New", "C;New", "D;New", "E;New");

        assertThat(ran.exitCode()).isEqualTo(4);
        assertThat(ran.err()).contains("Ditio answers no write any more", "Apply it again");
        assertThat(outcomes(ran)).containsExactly("unclear", "unclear", "unclear", "planned", "planned");
        assertThat(rig.query("select number, outcome from ditio_catalogue order by number"))
                .containsExactly("A|unclear", "B|unclear", "C|unclear");
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

    private static Ran apply(String... lines) {
        return rig.run("machines", "apply", rig.file(lines));
    }

    private static List<String> outcomes(Ran ran) {
        return ran.json().findValuesAsText("outcome");
    }

    private static List<String> numbers() {
        return rig.sandbox().machines().all().stream()
                .map(machine -> machine.path("machineNumber").asText())
                .toList();
    }
}
