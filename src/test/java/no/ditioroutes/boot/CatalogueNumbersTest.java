package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import no.ditioroutes.sandbox.ResponseFaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers, units and flags of catalogue files: what is sent, what is blocked, and how a plan shows them. */
class CatalogueNumbersTest {

    @RegisterExtension
    static final CatalogueRig rig = CatalogueRig.onH2();

    @Test
    void blocksANumberThatHasTwoMeaningsAndNamesBoth() {
        Ran commas = apply("machines", "machineNumber,weight", "A,\"22,000\"", "B,\"22,5\"", "C,22.000");
        Ran semicolons = apply("machines", "machineNumber;weight", "D;22.000", "E;22,000", "F;22000");
        Ran tabs = apply("machines", "machineNumber\tweight", "G\t22.000", "H\t22,5", "I\t1 234,5");

        assertThat(commas.exitCode()).isEqualTo(6);
        assertThat(reason(commas))
                .isEqualTo("weight is '22,000', which can mean 22000 or 22: write the number without a separator of"
                        + " thousands");
        assertThat(reason(semicolons)).startsWith("weight is '22.000', which can mean 22000 or 22");
        assertThat(reason(tabs)).startsWith("weight is '22.000', which can mean 22000 or 22");
        assertThat(rig.sandbox().machines().all())
                .extracting(machine -> machine.path("machineNumber").asText() + " " + machine.path("weight"))
                .containsExactlyInAnyOrder("B 22.5", "C 22", "E 22", "F 22000", "H 22.5", "I 1234.5");
    }

    @Test
    void showsNumbersAsPeopleWriteThem() {
        rig.machine("A", ",'weight':1.0E7,'price':22.0,'hourMeter':1.25E3");

        Ran json = rig.run("machines", "plan", rig.file("machineNumber;weight;price", "A;2,0E7;23,00"));
        Ran table = rig.program()
                .run(
                        "machines",
                        "plan",
                        rig.file("machineNumber;weight;price", "A;2,0E7;23,00").toString());
        Ran lower = rig.run("machines", "plan", rig.file("machineNumber;hourMeter", "A;1,2E3", "B;1"));

        assertThat(json.json().get(0).path("changes").toString())
                .isEqualTo("[{'field':'price','old':22,'new':23},{'field':'weight','old':10000000,'new':20000000}]"
                        .replace('\'', '"'));
        assertThat(table.out()).contains("price: 22 → 23; weight: 10000000 → 20000000");
        assertThat(reason(lower)).contains("would go down from 1250 to 1200");
    }

    @ParameterizedTest
    @CsvSource({
        "L/hour, 0",
        "l/h, 0",
        "L / hour, 0",
        "L/km, 1",
        "kWh/hour, 2",
        "KWH/HOUR, 2",
        "kWh/km, 3",
        "kg/hour, 4",
        "kg/km, 5",
        "2, 2"
    })
    void readsTheUnitsOfDitiosDocuments(String unit, int number) {
        rig.machine("A", "");

        Ran ran = apply("machines", "machineNumber;fuelConsumptionUnit", "A;" + unit);

        assertThat(ran.exitCode()).as(ran.err() + ran.out()).isZero();
        assertThat(rig.machine("A").path("fuelConsumptionUnit").asInt(-1)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"20,5|20.5", "true|true", "nei|false", "1|1", "1 250,5|1250.5"})
    void takesANumberOrAFlagForTheMeasureUnit(String cell, String sent) {
        project();

        Ran ran = apply("work-orders", "projectNumber;externalId;measureUnitQty", "P-1;WO-1;" + cell);
        rig.sandbox().requests().clear();
        Ran again = apply("work-orders", "projectNumber;externalId;measureUnitQty", "P-1;WO-1;" + cell);

        assertThat(ran.exitCode()).as(ran.out()).isZero();
        assertThat(rig.sandbox().tasks().all().get(0).path("measureUnitQty").toString())
                .isEqualTo(sent);
        assertThat(again.json().get(0).path("action").asText()).isEqualTo("unchanged");
        assertThat(rig.writes()).isEmpty();
    }

    @Test
    void namesBothWhereTheMeasureUnitIsNeither() {
        project();

        Ran ran = apply("work-orders", "projectNumber;externalId;measureUnitQty", "P-1;WO-1;m3", "P-1;WO-2;1");

        assertThat(reason(ran)).isEqualTo("measureUnitQty is 'm3', expected a number such as 1250.5, or true or false");
    }

    @Test
    void readsAFarTimeAsNoTime() {
        Ran ran = apply(
                "machines",
                "machineNumber;serviceDate",
                "A;-999999999-01-01",
                "B;+1000000-01-01T00:00:00Z",
                "C;2026-06-01",
                "D;2026-06-01",
                "E;9999-12-31");

        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(ran.json().findValuesAsText("outcome"))
                .containsExactly("blocked", "blocked", "done", "done", "done");
        assertThat(reason(ran)).startsWith("serviceDate is '-999999999-01-01', expected a date or a time");
    }

    @Test
    void comparesWithAFarTimeOfDitios() {
        String machine = rig.machine("A", ",'serviceDate':'2026-01-01'").toString();
        rig.sandbox()
                .faults()
                .next(
                        CatalogueRig.MACHINES,
                        ResponseFaults.rawBody(
                                "application/json",
                                "[" + machine.replace("2026-01-01", "+1000000-01-01T00:00:00Z") + "]"));

        Ran ran = rig.run("machines", "plan", rig.file("machineNumber;serviceDate", "A;2026-06-01"));

        assertThat(ran.json().get(0).path("action").asText()).isEqualTo("patch");
    }

    private static void project() {
        rig.sandbox().projects().put(CatalogueRig.entry("{'projectNumber':'P-1'}"));
    }

    private static String reason(Ran ran) {
        JsonNode first = ran.json().get(0);
        assertThat(first.path("action").asText()).isEqualTo("blocked");
        assertThat(first.path("outcome").asText()).isEqualTo("blocked");
        return first.path("reason").asText();
    }

    private static Ran apply(String catalogue, String... lines) {
        return rig.run(catalogue, "apply", rig.file(lines));
    }
}
