package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import no.ditioroutes.sandbox.Quirk;
import no.ditioroutes.sandbox.ResponseFaults;
import org.junit.jupiter.api.Test;

/** A change that Ditio takes and does not store: refused with that reason, and not sent again at every application. */
abstract class IgnoredChanges {

    private static final String CLEARED = "weight: Ditio kept 1250.5: its API takes null for 'not mentioned'.";

    private final CatalogueRig rig;

    IgnoredChanges(CatalogueRig rig) {
        this.rig = rig;
    }

    @Test
    void refusesOnceWhatDitioDoesNotClear() {
        rig.sandbox().quirks().add(Quirk.NULL_IS_OMITTED);
        rig.machine("A", ",'weight':1250.5,'name':'Volvo'");
        Path file = rig.file("machineNumber;weight", "A;!clear");

        Ran first = rig.run("machines", "apply", file);
        Ran plan = rig.run("machines", "plan", file);
        Ran second = rig.run("machines", "apply", file);
        Ran otherFile = apply("machineNumber;name;weight", "A;Volvo EC220E;!clear");

        assertThat(first.exitCode()).isEqualTo(6);
        assertThat(only(first).path("outcome").asText()).isEqualTo("refused");
        assertThat(only(first).path("reason").asText()).startsWith(CLEARED);
        assertThat(plan.exitCode()).isEqualTo(6);
        assertThat(only(plan).path("action").asText()).isEqualTo("blocked");
        assertThat(only(plan).path("reason").asText()).startsWith(CLEARED).contains("not sent again");
        assertThat(second.exitCode()).isEqualTo(6);
        assertThat(only(second).path("outcome").asText()).isEqualTo("refused");
        assertThat(otherFile.exitCode()).isEqualTo(6);
        assertThat(rig.writes())
                .extracting(request -> request.method() + " " + CatalogueRig.json(request))
                .containsExactly("PATCH {\"weight\":null}", "PATCH {\"name\":\"Volvo EC220E\"}");
        assertThat(rig.machine("A").path("name").asText()).isEqualTo("Volvo EC220E");
    }

    @Test
    void sendsAgainWhereTheCellOrDitiosValueChanged() {
        rig.sandbox().quirks().add(Quirk.NULL_IS_OMITTED);
        rig.machine("A", ",'weight':1250.5");
        apply("machineNumber;weight", "A;!clear");

        Ran other = apply("machineNumber;weight", "A;7");
        Ran cleared = apply("machineNumber;weight", "A;!clear");
        rig.sandbox().quirks().clear();
        rig.sandbox().machines().put(rig.sandbox().machines().all().get(0).put("weight", 8));
        Ran taken = apply("machineNumber;weight", "A;!clear");

        assertThat(other.exitCode()).isZero();
        assertThat(cleared.exitCode()).isEqualTo(6);
        assertThat(taken.exitCode()).isZero();
        assertThat(rig.machine("A").path("weight").isNull()).isTrue();
        assertThat(rig.writes()).hasSize(4);
    }

    @Test
    void keepsApartWhatOneWriteStoredAndWhatItDidNot() {
        rig.sandbox().quirks().add(Quirk.NULL_IS_OMITTED);
        rig.machine("A", ",'weight':1250.5,'name':'Volvo'");

        Ran ran = apply("machineNumber;weight;name;fuelType", "A;!clear;Ny;diesel");

        assertThat(only(ran).path("outcome").asText()).isEqualTo("refused");
        assertThat(rig.machine("A").path("fuelType").asInt()).isEqualTo(1);
        assertThat(rig.query("select action, outcome, sent, kept from ditio_catalogue order by entry"))
                .containsExactly(
                        "patch|done|{\"name\":\"Ny\"}|",
                        "patch|refused|{\"weight\":null}|{\"weight\":1250.5}",
                        "patch_fuel|done|{\"fuelType\":1}|");
    }

    @Test
    void clearsWhereDitioTakesNullForEmpty() {
        rig.machine("A", ",'weight':1250.5,'serviceDate':'2026-06-01T00:00:00Z','note':'Old'");
        Path file = rig.file("machineNumber;weight;serviceDate;note", "A;!clear;!clear;!clear");

        Ran ran = rig.run("machines", "apply", file);
        Ran again = rig.run("machines", "apply", file);

        assertThat(ran.exitCode()).as(ran.out()).isZero();
        assertThat(only(again).path("action").asText()).isEqualTo("unchanged");
        assertThat(rig.writes()).hasSize(1);
    }

    @Test
    void refusesAnythingElseThatDitioKept() {
        rig.machine("EQ", ",'isEquipment':true,'blockCheckIn':false");
        Path file = rig.file("machineNumber;blockCheckIn", "EQ;true");

        Ran ran = rig.run("machines", "apply", file);
        Ran again = rig.run("machines", "apply", file);

        assertThat(only(ran).path("reason").asText()).isEqualTo("blockCheckIn: Ditio kept false in place of true");
        assertThat(again.exitCode()).isEqualTo(6);
        assertThat(rig.writes()).hasSize(1);
    }

    @Test
    void refusesADeactivationThatDitioDidNotMake() {
        String id = "";
        for (String number : List.of("A", "B", "C", "D", "E")) {
            id = rig.machine(number, ",'active':true").path("id").asText();
        }
        rig.sandbox()
                .faults()
                .next(
                        CatalogueRig.MACHINES + "/" + id,
                        ResponseFaults.headers(Map.of()).withBody("application/json", "{\"active\":true}"));

        Ran ran = rig.run("machines", "apply", rig.file("machineNumber", "A", "B", "C", "D"), "--retire-missing");

        assertThat(ran.json().get(4).path("outcome").asText()).isEqualTo("refused");
        assertThat(ran.json().get(4).path("reason").asText()).isEqualTo("active: Ditio kept true in place of false");
    }

    @Test
    void takesAnAnswerThatShowsNothingForDone() {
        String id = rig.machine("A", ",'name':'Volvo'").path("id").asText();
        for (String answer : List.of("", "{}", "null", "{\"id\":\"" + id + "\"}", "Ferdig")) {
            rig.sandbox()
                    .faults()
                    .next(
                            CatalogueRig.MACHINES + "/" + id,
                            ResponseFaults.headers(Map.of()).withBody("application/json", answer));

            Ran ran = apply("machineNumber;name", "A;Ny " + answer.length());

            assertThat(only(ran).path("outcome").asText()).as(answer).isEqualTo("done");
        }
    }

    @Test
    void tellsAValueThatDitioMadeAnotherOf() {
        String id = rig.machine("A", ",'name':'Volvo'").path("id").asText();
        rig.sandbox()
                .faults()
                .next(
                        CatalogueRig.MACHINES + "/" + id,
                        ResponseFaults.headers(Map.of()).withBody("application/json", "{\"name\":\"Volvo EC\"}"));

        Ran ran = apply("machineNumber;name", "A;Volvo EC220E");

        assertThat(only(ran).path("reason").asText()).isEqualTo("name: Ditio kept Volvo EC in place of Volvo EC220E");
    }

    private Ran apply(String... lines) {
        return rig.run("machines", "apply", rig.file(lines));
    }

    private static JsonNode only(Ran ran) {
        assertThat(ran.json()).hasSize(1);
        return ran.json().get(0);
    }
}
