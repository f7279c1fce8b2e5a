package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Work orders of the Core API, where they are called tasks. The external id is unique in its project, a PUT replaces
 * everything, and a work order with children or registrations cannot be deleted.
 */
final class TaskApi {

    private static final String PATH = "/core/api/v4/integration/tasks";

    private static final FieldRules FIELDS = new FieldRules()
            .texts("id", "companyId", "projectId", "externalId", "name", "externalProjectNumber", "externalProjectName")
            .texts("externalDim01", "workDescriptionShort", "workDescription", "unitId", "parentActivityId")
            .flags("active", "safeJobAnalysisApprovalRequired")
            .numbers("estimatedHourQty", "fixedResourcePrice", "costPrice", "price")
            .numbersOrFlags("measureUnitQty")
            .times("startDate", "finishedDatePlanned", "finishedDate");

    private final CoreEntries tasks;
    private final CoreEntries projects;

    TaskApi(CoreEntries tasks, CoreEntries projects) {
        this.tasks = tasks;
        this.projects = projects;
    }

    List<ApiOperation> operations() {
        return List.of(
                operation("POST", "", this::create),
                operation("GET", "/project/{projectId}", this::ofProject),
                operation("GET", "/by-project-number/{projectNumber}", this::ofProjectNumber),
                operation("GET", "/{id}", call -> ApiResponse.json(200, task(call))),
                operation("PATCH", "/{id}", this::patch),
                operation("PUT", "/{id}", this::replace),
                operation("DELETE", "/{id}", this::delete));
    }

    private static ApiOperation operation(String method, String rest, ApiOperation.Handler handler) {
        return ApiOperation.of(method, PATH + rest, ApiClient.CORE, handler);
    }

    private ApiResponse create(OperationCall call) {
        return ApiResponse.json(201, store(call.object().without("id"), call.client()));
    }

    private ApiResponse ofProject(OperationCall call) {
        ObjectNode project = CompanyAccess.existing(call.client(), projects.find(call.variable("projectId")));
        return ofProject(call.client(), project);
    }

    private ApiResponse ofProjectNumber(OperationCall call) {
        return projects.where("projectNumber", call.variable("projectNumber")).stream()
                .filter(project -> CompanyAccess.mayAct(call.client(), project))
                .findFirst()
                .map(project -> ofProject(call.client(), project))
                .orElseThrow(TaskApi::noProject);
    }

    private ApiResponse ofProject(ApiClient client, ObjectNode project) {
        return ApiResponse.json(
                200,
                CompanyAccess.visible(
                        client, tasks.where("projectId", project.get("id").asText())));
    }

    private ApiResponse patch(OperationCall call) {
        ObjectNode task = task(call);
        ObjectNode patched = task.deepCopy().setAll(call.object());
        store(patched.set("id", task.get("id")), call.client());
        return ApiResponse.of(204);
    }

    private ApiResponse replace(OperationCall call) {
        return ApiResponse.json(200, store(call.object().set("id", task(call).get("id")), call.client()));
    }

    private ApiResponse delete(OperationCall call) {
        String id = task(call).get("id").asText();
        if (tasks.isUsed(id) || !tasks.where("parentActivityId", id).isEmpty()) {
            throw new ApiErrorException(
                    400, "TaskService.taskInUse", "Aktiviteten har underaktiviteter eller førte timer");
        }
        tasks.remove(id);
        return ApiResponse.of(204);
    }

    private synchronized ObjectNode store(ObjectNode body, ApiClient client) {
        FIELDS.check(body);
        FieldRules.require(body, "companyId", "projectId", "externalId");
        CompanyAccess.checkCompany(client, body);
        checkProject(body);
        checkExternalId(body);
        ObjectNode task = StrictJson.object().put("active", false);
        return tasks.put(task.setAll(body));
    }

    private void checkProject(ObjectNode body) {
        boolean known = projects.find(body.get("projectId").asText())
                .filter(CoreEntries.has("companyId", body.get("companyId").asText()))
                .isPresent();
        if (!known) {
            throw noProject();
        }
    }

    private void checkExternalId(ObjectNode body) {
        boolean taken = tasks.where("externalId", body.get("externalId").asText()).stream()
                .filter(CoreEntries.has("projectId", body.get("projectId").asText()))
                .anyMatch(other -> !other.get("id").equals(body.path("id")));
        if (taken) {
            throw new ApiErrorException(
                    400, "TaskService.externalIdExists", "ExternalId finnes allerede på prosjektet");
        }
    }

    private ObjectNode task(OperationCall call) {
        return CompanyAccess.existing(call.client(), tasks.find(call.variable("id")));
    }

    private static ApiErrorException noProject() {
        return new ApiErrorException(404, "NotFound", "Fant ikke prosjektet, eller du mangler tilgang");
    }
}
