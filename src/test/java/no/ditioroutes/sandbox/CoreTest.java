package no.ditioroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests machines, projects and work orders. */
class CoreTest {

    private static final String MACHINES = "/core/api/v4/integration/machines";
    private static final String PROJECTS = "/core/api/v4/integration/projects";
    private static final String TASKS = "/core/api/v4/integration/tasks";
    private static final String OWN = "'companyId':'" + Fixture.COMPANY_ID + "'";

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.empty());
    private final ApiCaller caller = ApiCaller.authorized(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aMachineIsCreatedInactiveAndFoundByNumber() {
        HttpResponse<String> created = post(MACHINES, "{" + OWN + ",'machineNumber':'M 1/æ','typeId':'dumper'}");

        JsonNode found = ApiCaller.json(caller.get(MACHINES + "/by-machine-number/M%201%2F%C3%A6"));

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(found).isEqualTo(ApiCaller.json(created));
        assertThat(found.get("active").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'machineNumber':'1'}|400|ArgumentIsNull",
                "{OWN}|400|ArgumentIsNull",
                "{OWN,'machineNumber':'1','typeId':'ufo'}|400|MachineService.machineTypeInvalid",
                "{OWN,'machineNumber':'EX-102'}|400|MachineService.machineNumberExists",
                "{OWN,'machineNumber':'1','weight':'heavy'}|400|BadField",
                "{OWN,'machineNumber':'1','serviceDate':'soon'}|400|BadField",
                "{OWN,'machineNumber':'1','colour':'red'}|400|UnknownField",
                "{'companyId':'other','machineNumber':'1'}|403|Forbidden",
                "[]|400|BadBody"
            })
    void aMachineAgainstTheRulesIsRefused(String body, int status, String error) {
        HttpResponse<String> answer = post(MACHINES, body.replace("OWN", OWN));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(ApiCaller.json(answer).get("error").asText()).isEqualTo(error);
    }

    @Test
    void theTypeOfEquipmentIsNotChecked() {
        String hammer = "{" + OWN + ",'machineNumber':'EQ-9','typeId':'ufo','isEquipment':true}";

        assertThat(post(MACHINES, hammer).statusCode()).isEqualTo(201);
    }

    @Test
    void ofManyMachinesTheGoodOnesAreCreated() {
        JsonNode results = ApiCaller.json(post(
                MACHINES + "/create/array",
                "[{" + OWN + ",'machineNumber':'A'},{" + OWN + "},{" + OWN + ",'machineNumber':'B'}]"));

        assertThat(results)
                .extracting(result -> result.get("success").asBoolean())
                .containsExactly(true, false, true);
        assertThat(sandbox.machines().where("machineNumber", "B")).hasSize(1);
    }

    @Test
    void aPutOnAMachineKeepsWhatItDoesNotMention() {
        String id = create(MACHINES, "{" + OWN + ",'machineNumber':'A','note':'Rød'}");

        JsonNode machine = ApiCaller.json(send("PUT", MACHINES + "/" + id, "{'hourMeter':12.5}"));

        assertThat(machine.get("note").asText()).isEqualTo("Rød");
        assertThat(machine.get("hourMeter").asDouble()).isEqualTo(12.5);
    }

    @Test
    void ofManyChangesThoseBeforeAFailureStay() {
        String id = create(MACHINES, "{" + OWN + ",'machineNumber':'A'}");

        HttpResponse<String> answer =
                send("PUT", MACHINES + "/update/array", "[{'id':'" + id + "','name':'Ny'},{'id':'none','name':'x'}]");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(sandbox.machines().find(id).orElseThrow().get("name").asText())
                .isEqualTo("Ny");
    }

    @Test
    void aBlockMessageIsClearedByEmptyTextButNotByNull() {
        String id = create(MACHINES, "{" + OWN + ",'machineNumber':'A','blockCheckInMessage':'Service'}");

        send("PATCH", MACHINES + "/" + id, "{'blockCheckInMessage':null}");
        String afterNull = message(id);
        send("PATCH", MACHINES + "/" + id, "{'blockCheckInMessage':''}");

        assertThat(afterNull).isEqualTo("Service");
        assertThat(message(id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'fuelConsumptionRate':12.5,'fuelConsumptionUnit':0,'fuelType':1}|204",
                "{'fuelType':7}|204",
                "{}|400",
                "{'fuelType':8}|400",
                "{'fuelConsumptionUnit':6}|400",
                "{'fuelType':'diesel'}|400"
            })
    void fuelIsSetWithAtLeastOneKnownField(String body, int status) {
        String id = Fixture.MACHINES.get(0).id();

        assertThat(send("PATCH", MACHINES + "/" + id + "/esg", body).statusCode())
                .isEqualTo(status);
    }

    @Test
    void aMachineInUseCannotBeDeleted() {
        String used = Fixture.MACHINES.get(0).id();
        String unused = create(MACHINES, "{" + OWN + ",'machineNumber':'A'}");

        assertThat(caller.get(MACHINES + "/is-machine-deletable/" + used).body())
                .isEqualTo("false");
        assertThat(caller.get(MACHINES + "/is-machine-deletable/" + unused).body())
                .isEqualTo("true");
        assertThat(send("DELETE", MACHINES + "/" + used, "").statusCode()).isEqualTo(400);
        assertThat(send("DELETE", MACHINES + "/" + unused, "").statusCode()).isEqualTo(204);
        assertThat(caller.get(MACHINES + "/" + unused).statusCode()).isEqualTo(404);
    }

    @Test
    void equipmentIsShownOnDemand() {
        String address = MACHINES + "/" + Fixture.MACHINES.get(0).id();

        JsonNode without = ApiCaller.json(caller.get(address));
        JsonNode with = ApiCaller.json(caller.get(address + "?includeEquipmentDetails=true"));

        assertThat(without.has("equipment")).isFalse();
        assertThat(with.get("equipment").get(0).get("machineNumber").asText()).isEqualTo("EQ-001");
    }

    @Test
    void aBodyMustBeJson() {
        HttpResponse<String> answer = caller.rawForm(MACHINES, "machineNumber=1");

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void aProjectThatExistsIsAnsweredAsItIs() {
        String first = create(PROJECTS, "{" + OWN + ",'projectNumber':'P-1','name':'Fjellhall'}");

        HttpResponse<String> again = post(PROJECTS, "{" + OWN + ",'projectNumber':'P-1','name':'Annet'}");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(ApiCaller.json(again).get("id").asText()).isEqualTo(first);
        assertThat(ApiCaller.json(again).get("name").asText()).isEqualTo("Fjellhall");
    }

    @Test
    void aPutOnAProjectWipesWhatItDoesNotMentionAndAPatchDoesNot() {
        String id = create(PROJECTS, "{" + OWN + ",'projectNumber':'P-1','name':'A','description':'B'}");

        send("PATCH", PROJECTS + "/" + id, "{'name':'C'}");
        JsonNode patched = sandbox.projects().find(id).orElseThrow();
        send("PUT", PROJECTS + "/" + id, "{" + OWN + ",'projectNumber':'P-1','name':'D'}");
        JsonNode put = sandbox.projects().find(id).orElseThrow();

        assertThat(patched.get("description").asText()).isEqualTo("B");
        assertThat(put.has("description")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {Fixture.EXTERNAL_PROJECT_ID, "none"})
    void aProjectOfOthersLooksLikeNone(String id) {
        assertThat(caller.get(PROJECTS + "/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void aProjectIsDeletedWithItsWorkOrders() {
        HttpResponse<String> answer = send("DELETE", PROJECTS + "/" + Fixture.PROJECT_ID, "");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(sandbox.tasks().all()).isEmpty();
    }

    @Test
    void aWorkOrderIsUniqueInItsProject() {
        String order = "{" + OWN + ",'projectId':'" + Fixture.SECOND_PROJECT_ID + "','externalId':'WO-1'}";

        int created = post(TASKS, order).statusCode();
        HttpResponse<String> again = post(TASKS, order);

        assertThat(created).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(ApiCaller.json(again).get("message").asText()).contains("på prosjektet");
    }

    @Test
    void aWorkOrderNeedsAProjectOfTheCompany() {
        String order = "{" + OWN + ",'projectId':'" + Fixture.EXTERNAL_PROJECT_ID + "','externalId':'WO-1'}";

        assertThat(post(TASKS, order).statusCode()).isEqualTo(404);
    }

    @Test
    void aWorkOrderInUseOrWithChildrenCannotBeDeleted() {
        String parent = order("WO-1", "");
        String child = order("WO-2", ",'parentActivityId':'" + parent + "'");
        sandbox.tasks().markUsed(child);

        assertThat(send("DELETE", TASKS + "/" + parent, "").statusCode()).isEqualTo(400);
        assertThat(send("DELETE", TASKS + "/" + child, "").statusCode()).isEqualTo(400);
    }

    @Test
    void workOrdersAreListedByProject() {
        JsonNode byId = ApiCaller.json(caller.get(TASKS + "/project/" + Fixture.PROJECT_ID));
        JsonNode byNumber = ApiCaller.json(caller.get(TASKS + "/by-project-number/P-1001"));

        assertThat(byId).hasSize(9).isEqualTo(byNumber);
    }

    private String order(String externalId, String more) {
        return create(
                TASKS,
                "{" + OWN + ",'projectId':'" + Fixture.SECOND_PROJECT_ID + "','externalId':'" + externalId + "'" + more
                        + "}");
    }

    private String message(String id) {
        return sandbox.machines()
                .find(id)
                .orElseThrow()
                .get("blockCheckInMessage")
                .asText();
    }

    private String create(String path, String body) {
        HttpResponse<String> answer = post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return ApiCaller.json(answer).get("id").asText();
    }

    private HttpResponse<String> post(String path, String body) {
        return send("POST", path, body);
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return caller.send(method, path, body.replace('\'', '"'));
    }
}
