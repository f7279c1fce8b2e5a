package no.ditioroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that the sandbox and its OpenAPI document agree. */
class OpenApiTest {

    private static final String MACHINES = "/core/api/v4/integration/machines";
    private static final String PROJECTS = "/core/api/v4/integration/projects";
    private static final String TASKS = "/core/api/v4/integration/tasks";
    private static final String STATES = "/masstransport/api/external-excavator-state";
    private static final String OWN = "'companyId':'" + Fixture.COMPANY_ID + "'";
    private static final String STATE = "{" + OWN + ",'projectId':'" + Fixture.PROJECT_ID
            + "','machineId':'EX-001','state':'Idle','startTime':'2026-01-01T00:00:00Z','endTime':'2026-01-01T01:00:00Z'}";

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withRecords(40, 40));
    private final ApiCaller caller = ApiCaller.authorized(sandbox);
    private OpenApiContract contract;

    @BeforeEach
    void read() throws IOException {
        contract = new OpenApiContract(caller.get("/openapi.yaml").body());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void everyOperationIsDocumentedAndBehavesAsDocumented() {
        identity();
        reporting();
        machines();
        projects();
        tasks();
        lookups();
        states();
        controls();

        Set<String> served = new TreeSet<>();
        sandbox.operations().forEach(route -> served.add(OpenApiContract.name(route.method(), route.template())));
        assertThat(contract.operations()).isEqualTo(served);
        assertThat(contract.exercised()).isEqualTo(served);
    }

    @Test
    void everyQueryParameterIsDocumented() {
        assertThat(sandbox.operations()).allSatisfy(route -> {
            Set<String> known = route.query()
                    .or(() -> StreamKind.named(route.template().substring("/reporting/v1/".length()))
                            .map(StreamKind::parameters))
                    .orElseThrow();
            assertThat(contract.query(route.method(), route.template())).isEqualTo(known);
        });
    }

    @Test
    void aBodyThatDoesNotFitIsNoticed() {
        String body = "{\"machineNumber\":17}";

        assertThatThrownBy(() -> contract.judgeRequest("POST", MACHINES, "application/json", body))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("companyId")
                .hasMessageContaining("machineNumber");
    }

    private void identity() {
        Map<String, String> form = Map.of(
                "grant_type", "client_credentials",
                "client_id", SandboxOptions.CLIENT_ID,
                "client_secret", SandboxOptions.CLIENT_SECRET,
                "scope", ApiClient.CORE);
        contract.judgeRequest(
                "POST",
                TokenRequests.PATH,
                "application/x-www-form-urlencoded",
                OpenApiContract.form(form).toString());
        contract.judgeAnswer("POST", TokenRequests.PATH, caller.form(TokenRequests.PATH, form));
    }

    private void reporting() {
        for (StreamKind kind : StreamKind.ALL) {
            StreamRecords stream = sandbox.stream(kind.name());
            stream.delete(stream.live().keySet().iterator().next());
            call("GET", "/reporting/v1/" + kind.name(), "?ModifiedSince=2000-01-01", "");
        }
    }

    private void machines() {
        String id = call("POST", MACHINES, "", "{" + OWN + ",'machineNumber':'A','weight':1.5}");
        call("POST", MACHINES + "/create/array", "", "[{" + OWN + ",'machineNumber':'B'},{" + OWN + "}]");
        call("PUT", MACHINES + "/update/array", "", "[{'id':'" + id + "','name':'Ny'}]");
        call("GET", MACHINES, "?includeEquipmentDetails=true", "");
        at("GET", MACHINES + "/by-machine-number/{machineNumber}", "A", "");
        at("GET", MACHINES + "/is-machine-deletable/{id}", id, "");
        at("PUT", MACHINES + "/{id}", id, "{'name':'Nyere'}");
        at("PATCH", MACHINES + "/{id}", id, "{'hourMeter':12}");
        at("PATCH", MACHINES + "/{id}/esg", id, "{'fuelType':1}");
        at("GET", MACHINES + "/{id}", id, "");
        at("DELETE", MACHINES + "/{id}", id, "");
    }

    private void projects() {
        String project = "{" + OWN + ",'projectNumber':'P-1','name':'Fjellhall'}";
        String id = call("POST", PROJECTS, "", project);
        call("POST", PROJECTS, "", project);
        call("GET", PROJECTS, "", "");
        at("GET", PROJECTS + "/by-project-number/{projectNumber}", "P-1", "");
        at("PATCH", PROJECTS + "/{id}", id, "{'active':true}");
        at("PUT", PROJECTS + "/{id}", id, project);
        at("GET", PROJECTS + "/{id}", id, "");
        at("DELETE", PROJECTS + "/{id}", id, "");
    }

    private void tasks() {
        String order = "{" + OWN + ",'projectId':'" + Fixture.PROJECT_ID + "','externalId':'WO-1'}";
        String id = call("POST", TASKS, "", order);
        at("GET", TASKS + "/project/{projectId}", Fixture.PROJECT_ID, "");
        at("GET", TASKS + "/by-project-number/{projectNumber}", "P-1001", "");
        at("PATCH", TASKS + "/{id}", id, "{'active':true}");
        at("PUT", TASKS + "/{id}", id, order);
        at("GET", TASKS + "/{id}", id, "");
        at("DELETE", TASKS + "/{id}", id, "");
    }

    private void lookups() {
        call("GET", "/core/api/MachineType", "", "");
        call("GET", "/core/api/projects", "?activeInactiveAll=2", "");
        call("GET", "/core/api/projects/search", "?searchText=e39", "");
        at("GET", "/core/api/projects/{id}", Fixture.PROJECT_ID, "");
        at("GET", "/core/api/projects/{id}/tasks", Fixture.PROJECT_ID, "");
        at("GET", "/core/api/resources/details/{id}", Fixture.MACHINES.get(0).id(), "");
        call("GET", "/core/api/resources/types", "", "");
    }

    private void states() {
        String latest = STATES + "/latest-timestamp/{companyId}/{projectId}";
        String project = Fixture.COMPANY_ID + "/" + Fixture.PROJECT_ID;
        at("GET", latest, project, "");
        call("POST", STATES, "", STATE);
        call("POST", STATES + "/import", "", "[" + STATE + "," + STATE + "]");
        at("GET", latest, project, "");
        call(
                "POST",
                STATES + "/aggregated-data-per-state",
                "",
                "{" + OWN + ",'projectId':'" + Fixture.PROJECT_ID + "','fromDate':'2026-01-01','toDate':'2026-01-31'}");
    }

    private void controls() {
        call("GET", "/openapi.yaml", "", "");
        call("POST", "/_sandbox/faults", "", "{'path':'nowhere','kind':'status','status':503,'times':2}");
        call("GET", "/_sandbox/faults", "", "");
        call("DELETE", "/_sandbox/faults", "", "");
        String records = "/_sandbox/records/{stream}";
        at("POST", records, "time-registrations", "{'add':2,'edit':1,'delete':1,'put':'odd'}");
        at("GET", records, "time-registrations", "");
        at("DELETE", records, "time-registrations", "");
        call("GET", "/_sandbox/requests", "?path=core", "");
        call("DELETE", "/_sandbox/requests", "", "");
        call("POST", "/_sandbox/clients", "", "{'id':'c','secret':'s','scopes':['ditioapiv3']}");
        call("GET", "/_sandbox/clients", "", "");
        call("POST", "/_sandbox/clock", "", "{'skewMillis':1000}");
        call("GET", "/_sandbox/clock", "", "");
        call("POST", "/_sandbox/quirks", "", "['UNSORTED']");
        call("GET", "/_sandbox/quirks", "", "");
        call("GET", "/_sandbox/states", "", "");
        call("DELETE", "/_sandbox/states", "", "");
    }

    /** Calls an address with one variable, or several that follow each other. */
    private void at(String method, String template, String variable, String body) {
        String address = template.replaceFirst("\\{.*}", variable);
        judge(method, template, address, body);
    }

    private String call(String method, String template, String query, String body) {
        HttpResponse<String> answer = judge(method, template, template + query, body);
        return answer.body().startsWith("{") ? ApiCaller.json(answer).path("id").asText() : "";
    }

    private HttpResponse<String> judge(String method, String template, String address, String body) {
        String json = body.replace('\'', '"');
        contract.judgeRequest(method, template, "application/json", json);
        HttpResponse<String> answer = caller.send(method, address, json);
        contract.judgeAnswer(method, template, answer);
        return answer;
    }
}
