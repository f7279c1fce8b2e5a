package no.ditioroutes.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import no.ditioroutes.sandbox.Fault;
import no.ditioroutes.sandbox.Fixture;
import no.ditioroutes.sandbox.RecordedRequest;
import no.ditioroutes.sandbox.ResponseFaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code machines plan}: what would be done, and nothing is. */
class MachinesPlanTest {

    @RegisterExtension
    static final CatalogueRig rig = CatalogueRig.onH2();

    @Test
    void showsWhatWouldBeCreatedPatchedAndLeftAlone() {
        rig.machine("EX-1", ",'name':'Volvo','typeId':'beltemaskin','hourMeter':100.5,'active':true");
        rig.machine("EX-2", ",'name':'Cat','typeId':'beltemaskin','active':true");

        Ran ran = plan(
                "machineNumber;name;category;hourMeter;active",
                "EX-1;Volvo EC220E;Excavator (tracked);120,5;",
                "EX-2;Cat;beltemaskin;;ja",
                "EX-3;Ny maskin;Wheel loader;;true");

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
        assertThat(rig.query("select * from ditio_catalogue")).isEmpty();
    }

    @Test
    void printsATableWithoutWhatIsUnchanged() {
        rig.machine("EX-1", ",'name':'Volvo'");
        rig.machine("EX-2", ",'name':'Cat'");

        Ran ran = rig.program()
                .run(
                        "machines",
                        "plan",
                        rig.file("machineNumber,name", "EX-1,Ørn", "EX-2,Cat").toString());

        assertThat(ran.out().lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("EX-1", "patch", "name: Volvo → Ørn"))
                .last()
                .isEqualTo("1 patch, 1 unchanged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "machineNumber;typeId|X;ufo|typeId ufo is no machine type of the company. It has beltemaskin, bil",
                "machineNumber;category|X;Tank|category 'Tank' stands for no machine type",
                "machineNumber;name|;Volvo|machineNumber is empty",
                "machineNumber;weight|X;heavy|weight is 'heavy', expected a number such as 1250.5",
                "machineNumber;buildYear|X;20.5|buildYear is '20.5', expected a whole number",
                "machineNumber;buildYear|X;1e10|buildYear is '1e10', expected a whole number",
                "machineNumber;active|X;maybe|active is 'maybe', expected true or false",
                "machineNumber;serviceDate|X;soon|serviceDate is 'soon', expected a date or a time",
                "machineNumber;fuelType|X;coal|fuelType is 'coal', expected 0 to 7 or one of none, diesel",
                "machineNumber;fuelConsumptionUnit|X;6|fuelConsumptionUnit is 6, expected 0 to 5 or one of L/h",
                "machineNumber;active|X;!clear|active cannot be cleared",
                "machineNumber;hourMeter|EX-1;99|hourMeter would go down from 100 to 99",
                "machineNumber;name|X;too;many|too many fields"
            })
    void blocksARowWithTheReason(String header, String row, String reason) {
        rig.machine("EX-1", ",'hourMeter':100");

        Ran ran = plan(header, row, "GOOD;");

        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(ran.json().get(0).path("action").asText()).isEqualTo("blocked");
        assertThat(ran.json().get(0).path("reason").asText()).contains(reason);
        assertThat(ran.json().get(0).path("line").asInt()).isEqualTo(2);
        assertThat(ran.json().get(1).path("action").asText()).isEqualTo("create");
    }

    @Test
    void refusesAFileWholeOfWhichMoreThanHalfIsBad() {
        rig.machine("EX-1", ",'name':'Volvo'");
        Path file = rig.file("machineNumber;name;weight", "EX-1;Ny;", "EX-2;;heavy", ";;7", "EX-3;Ny;");
        Path worse = rig.file("machineNumber;name;weight", "EX-1;Ny;", "EX-2;;heavy", ";;7");

        Ran half = rig.run("machines", "plan", file);
        Ran more = rig.run("machines", "plan", worse);
        Ran table = rig.program().run("machines", "plan", worse.toString());

        assertThat(half.json().get(0).path("action").asText()).isEqualTo("patch");
        assertThat(more.exitCode()).isEqualTo(6);
        assertThat(more.json()).extracting(item -> item.path("action").asText()).containsOnly("blocked");
        assertThat(more.json().findValuesAsText("reason"))
                .containsExactly(
                        "not applied: 2 of its 3 rows are bad, more than half. The first is line 3: weight is 'heavy',"
                                + " expected a number such as 1250.5",
                        "weight is 'heavy', expected a number such as 1250.5",
                        "machineNumber is empty");
        assertThat(table.out()).contains("3 blocked", "The file is rejected entirely: 2 of its 3 rows are bad");
    }

    @Test
    void doesNotCheckTheTypeOfEquipment() {
        Ran ran = plan("machineNumber;typeId;isEquipment", "EQ-1;ufo;true");

        assertThat(ran.json().get(0).path("action").asText()).isEqualTo("create");
    }

    @Test
    void takesTheSecondRowOfANumberForAMistake() {
        Ran ran = plan("machineNumber;name", "Å-1;one", "A\u030A-1;other");

        assertThat(ran.json().get(0).path("action").asText()).isEqualTo("create");
        assertThat(ran.json().get(1).path("reason").asText()).isEqualTo("machineNumber Å-1 stands in line 2 already");
    }

    @Test
    void tellsCompaniesApart() {
        rig.machine("EX-1", ",'name':'Ours'");

        Ran ran = plan("companyId;machineNumber;name", ";EX-1;Ours", Fixture.SUBSIDIARY_ID + ";EX-1;Theirs");

        assertThat(ran.json()).extracting(item -> item.path("action").asText()).containsExactly("unchanged", "create");
    }

    @Test
    void leavesAnEmptyCellAloneAndClearsByTheWord() {
        rig.machine("EX-1", ",'name':'Volvo','note':'Old','weight':12,'department':'North'");

        JsonNode changes = plan("machineNumber;name;note;weight;emissionClass", "EX-1;;!clear;!clear;!clear")
                .json()
                .get(0)
                .path("changes");

        assertThat(changes.toString())
                .isEqualTo("[{'field':'note','old':'Old','new':''},{'field':'weight','old':12,'new':null}]"
                        .replace('\'', '"'));
    }

    @Test
    void lowersHoursWhenAllowed() {
        rig.machine("EX-1", ",'hourMeter':100");

        Ran ran = rig.run("machines", "plan", rig.file("machineNumber;hourMeter", "EX-1;7"), "--allow-lower-hours");

        assertThat(ran.json().get(0).path("action").asText()).isEqualTo("patch");
    }

    @Test
    void findsEquipmentThatOnlyShowsInItsMachine() {
        String machine = "{'id':'1','companyId':'%s','machineNumber':'EX-1','equipment':[%s]}"
                .formatted(
                        Fixture.COMPANY_ID,
                        "{'id':'2','companyId':'%s','machineNumber':'EQ-1','isEquipment':true,'name':'Hammer'}"
                                .formatted(Fixture.COMPANY_ID));
        rig.sandbox()
                .faults()
                .next(
                        CatalogueRig.MACHINES,
                        ResponseFaults.rawBody("application/json", "[" + machine.replace('\'', '"') + "]"));

        Ran ran = plan("machineNumber;name;isEquipment", "EQ-1;Hammer;true");

        assertThat(ran.json().get(0).path("action").asText()).isEqualTo("unchanged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"dumper\",\"bil\"]",
                "[{\"id\":\"dumper\"},{\"id\":\"bil\"}]",
                "{\"types\":[{\"typeId\":\"dumper\"},{\"typeId\":\"bil\"}]}"
            })
    void readsMachineTypesInAnyShape(String types) {
        rig.sandbox().faults().next("/MachineType", ResponseFaults.rawBody("application/json", types));

        Ran ran = plan("machineNumber;typeId", "A;dumper", "B;lastebil");

        assertThat(ran.json()).extracting(item -> item.path("action").asText()).containsExactly("create", "blocked");
    }

    @Test
    void asksForTheListAgainWhereItWasCut() {
        rig.machine("EX-1", ",'name':'Volvo'");
        rig.sandbox().faults().next(CatalogueRig.MACHINES, ResponseFaults.truncatedJson());
        rig.sandbox().faults().next(CatalogueRig.MACHINES, Fault.status(503));

        Ran ran = plan("machineNumber;name", "EX-1;Volvo");

        assertThat(ran.json().get(0).path("action").asText()).isEqualTo("unchanged");
        assertThat(rig.sandbox().requests().matching(CatalogueRig.MACHINES)).hasSize(3);
    }

    @Test
    void comparesTenThousandMachines() {
        String[] lines = new String[10_001];
        lines[0] = "machineNumber;name;hourMeter";
        for (int number = 1; number <= 10_000; number++) {
            rig.machine("M-" + number, ",'name':'Gravemaskin nr. " + number + "','hourMeter':" + number);
            lines[number] = "M-" + number + ";Gravemaskin nr. " + number + ";" + (number + number % 2);
        }

        Ran ran = plan(lines);

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.json())
                .hasSize(10_000)
                .filteredOn(item -> item.path("action").asText().equals("patch"))
                .hasSize(5_000);
    }

    @Test
    void retiresWhatTheFileDoesNotMention() {
        for (int number = 0; number < 10; number++) {
            rig.machine("M-" + number, ",'active':" + (number != 3));
        }
        rig.machine("OTHER", ",'active':true,'companyId':'" + Fixture.SUBSIDIARY_ID + "'");

        Ran ran = rig.run(
                "machines",
                "plan",
                rig.file("machineNumber", "M-0", "M-1", "M-2", "M-4", "M-5", "M-6", "M-7"),
                "--retire-missing");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.json())
                .filteredOn(item -> item.path("action").asText().equals("deactivate"))
                .extracting(item -> item.path("number").asText())
                .containsExactly("M-8", "M-9");
        assertThat(ran.json().get(7).path("changes").toString())
                .isEqualTo("[{\"field\":\"active\",\"old\":true,\"new\":false}]");
    }

    @Test
    void holdsWhereSoManyWouldBeRetiredThatItLooksLikeAMistake() {
        for (int number = 0; number < 8; number++) {
            rig.machine("M-" + number, ",'active':true");
        }
        String[] file = {"machineNumber", "M-0", "M-1", "M-2", "M-3", "M-4", "M-5"};

        Ran held = rig.run("machines", "plan", rig.file(file), "--retire-missing");
        Ran forced = rig.run("machines", "plan", rig.file(file), "--retire-missing", "--force");

        assertThat(held.exitCode()).isEqualTo(6);
        assertThat(held.json().get(6).path("reason").asText())
                .isEqualTo("2 of 8 would be retired at once, more than 5 or 20 %: if that is right, --force");
        assertThat(forced.exitCode()).isZero();
        assertThat(forced.json().get(6).path("action").asText()).isEqualTo("deactivate");
    }

    @Test
    void holdsWhereOneOfTheCompaniesWouldLoseALargeShare() {
        String[] file = new String[32];
        file[0] = "companyId;machineNumber";
        for (int number = 0; number < 30; number++) {
            rig.machine("M-" + number, ",'active':true");
            file[number + 1] = ";M-" + number;
        }
        rig.machine("S-1", ",'active':true,'companyId':'" + Fixture.SUBSIDIARY_ID + "'");
        rig.machine("S-2", ",'active':true,'companyId':'" + Fixture.SUBSIDIARY_ID + "'");
        file[31] = Fixture.SUBSIDIARY_ID + ";S-1";

        Ran held = rig.run("machines", "plan", rig.file(file), "--retire-missing");

        assertThat(held.json().get(31).path("number").asText()).isEqualTo("S-2");
        assertThat(held.json().get(31).path("reason").asText()).startsWith("1 of 2 would be retired at once");
    }

    @Test
    void retiresNothingWhereARowHasNoNumber() {
        for (int number = 0; number < 10; number++) {
            rig.machine("M-" + number, ",'active':true");
        }

        Ran ran = rig.run(
                "machines",
                "plan",
                rig.file(
                        "machineNumber,name",
                        "M-0,",
                        "M-1,",
                        "M-2,",
                        "M-3,",
                        "M-4,",
                        "M-5,",
                        "M-6,",
                        "M-7,",
                        "M-8,",
                        ",lost"),
                "--retire-missing",
                "--force");

        assertThat(ran.json().get(10).path("action").asText()).isEqualTo("blocked");
        assertThat(ran.json().get(10).path("reason").asText()).contains("it is unknown what is missing");
    }

    @Test
    void deletesOnlyWhatDitioLetsGo() {
        for (int number = 0; number < 20; number++) {
            rig.machine("M-" + number, ",'active':true");
        }
        rig.sandbox().machines().markUsed(rig.machine("M-18").path("id").asText());
        StringBuilder rows = new StringBuilder("machineNumber");
        for (int number = 0; number < 18; number++) {
            rows.append("\nM-").append(number);
        }

        Ran ran = rig.run("machines", "plan", rig.file(rows.toString()), "--retire-missing", "--delete");

        assertThat(ran.json())
                .extracting(item -> item.path("action").asText())
                .endsWith("deactivate", "delete")
                .hasSize(20);
        assertThat(rig.sandbox().requests().matching("/is-machine-deletable/"))
                .extracting(RecordedRequest::method)
                .containsExactly("GET", "GET");
    }

    @Test
    void refusesAFileThatIsNone() {
        assertThat(plan("name;weight", "Volvo;7")).satisfies(ran -> {
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).contains("The rows have no column machineNumber");
        });
        assertThat(plan("{\"machineNumber\":\"EX-1\"}")).satisfies(ran -> {
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).contains("Expected a CSV file, but it is JSON");
        });
        assertThat(rig.program().run("machines", "plan", "nowhere.csv")).satisfies(ran -> {
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).contains("There is no file nowhere.csv");
        });
        assertThat(rig.program().run("machines", "plan", "src")).satisfies(ran -> {
            assertThat(ran.exitCode()).isEqualTo(2);
            assertThat(ran.err()).contains("src is no file");
        });
    }

    @Test
    void takesTheFileThatALinkLeadsTo() throws IOException {
        Path file = rig.file("machineNumber", "EX-1");
        Path link = Files.createSymbolicLink(file.resolveSibling("link.csv"), file);

        assertThat(rig.run("machines", "plan", link).exitCode()).isZero();
    }

    @Test
    void tellsOfAWrongBaseAddress() {
        Ran none = planOn("nonsense");
        Ran silent = planOn("http://127.0.0.1:1/core");
        Ran withSlash = planOn(rig.sandbox().addresses().core() + "/");

        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("DITIO_API_BASE is 'nonsense', expected an address");
        assertThat(silent.exitCode()).isEqualTo(4);
        assertThat(silent.err()).contains("Connection refused. Check DITIO_API_BASE and the network");
        assertThat(withSlash.exitCode()).isZero();
    }

    @Test
    void endsWithTheExitCodeOfARefusal() {
        rig.sandbox().faults().next("/MachineType", Fault.status(403));

        Ran ran = plan("machineNumber", "EX-1");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).contains("lacks the scope ditioapiv3");
    }

    private static Ran planOn(String apiBase) {
        var settings = TestProgram.settings(rig.sandbox(), "jdbc:h2:mem:" + UUID.randomUUID());
        settings.put("ditio.company-id", Fixture.COMPANY_ID);
        settings.put("ditio.api-base", apiBase);
        try (TestProgram program = TestProgram.start(settings)) {
            return program.run(
                    "machines", "plan", rig.file("machineNumber", "EX-1").toString());
        }
    }

    private static Ran plan(String... lines) {
        return rig.run("machines", "plan", rig.file(lines));
    }
}
