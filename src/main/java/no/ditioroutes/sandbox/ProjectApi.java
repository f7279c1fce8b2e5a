package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Projects of the Core API. Creating a project that exists returns the existing one, a PUT replaces everything, and a
 * deletion includes the work orders.
 */
final class ProjectApi {

    private static final String PATH = "/core/api/v4/integration/projects";

    private static final FieldRules FIELDS = new FieldRules()
            .texts("id", "companyId", "projectNumber", "name", "externalProjectNumber", "externalDimension1")
            .texts("externalDimension2", "description", "projectCustomerName", "projectAddress", "mainContactEmail")
            .flags("active", "requireTaskNumber", "blockedForRegistration")
            .times("startDate", "finishedDatePlanned", "finishedDate");

    private final CoreEntries projects;
    private final CoreEntries tasks;

    ProjectApi(CoreEntries projects, CoreEntries tasks) {
        this.projects = projects;
        this.tasks = tasks;
    }

    List<ApiOperation> operations() {
        return List.of(
                operation(
                        "GET", "", call -> ApiResponse.json(200, CompanyAccess.visible(call.client(), projects.all()))),
                operation("POST", "", this::create),
                operation("GET", "/by-project-number/{projectNumber}", this::byNumber),
                operation("GET", "/{id}", call -> ApiResponse.json(200, project(call))),
                operation("PATCH", "/{id}", this::patch),
                operation("PUT", "/{id}", this::replace),
                operation("DELETE", "/{id}", this::delete));
    }

    private static ApiOperation operation(String method, String rest, ApiOperation.Handler handler) {
        return ApiOperation.of(method, PATH + rest, ApiClient.CORE, handler);
    }

    /** Answers 201 for a new project and 200 for an existing one; which status the vendor uses is not documented. */
    private synchronized ApiResponse create(OperationCall call) {
        ObjectNode body = checked(call.object(), call.client());
        return sameNumber(body)
                .map(existing -> ApiResponse.json(200, existing))
                .orElseGet(() ->
                        ApiResponse.json(201, projects.put(withDefaults(body).without("id"))));
    }

    private ApiResponse byNumber(OperationCall call) {
        Optional<ObjectNode> found = projects.where("projectNumber", call.variable("projectNumber")).stream()
                .filter(project -> CompanyAccess.mayAct(call.client(), project))
                .findFirst();
        return ApiResponse.json(200, CompanyAccess.existing(call.client(), found));
    }

    private ApiResponse patch(OperationCall call) {
        ObjectNode project = project(call);
        FIELDS.check(call.object());
        store(project.setAll(call.object()), project(call), call.client());
        return ApiResponse.of(204);
    }

    private ApiResponse replace(OperationCall call) {
        return ApiResponse.json(200, store(call.object(), project(call), call.client()));
    }

    private synchronized ObjectNode store(ObjectNode next, ObjectNode before, ApiClient client) {
        ObjectNode stored = withDefaults(checked(next, client)).set("id", before.get("id"));
        if (sameNumber(stored)
                .filter(other -> !other.get("id").equals(before.get("id")))
                .isPresent()) {
            throw new ApiErrorException(
                    400, "ProjectService.projectNumberExists", "Prosjektnummeret er allerede i bruk");
        }
        return projects.put(stored);
    }

    private ApiResponse delete(OperationCall call) {
        String id = project(call).get("id").asText();
        tasks.where("projectId", id).forEach(task -> tasks.remove(task.get("id").asText()));
        projects.remove(id);
        return ApiResponse.of(204);
    }

    private ObjectNode project(OperationCall call) {
        return CompanyAccess.existing(call.client(), projects.find(call.variable("id")));
    }

    private Optional<ObjectNode> sameNumber(ObjectNode body) {
        return projects.where("projectNumber", body.get("projectNumber").asText()).stream()
                .filter(CoreEntries.has("companyId", body.get("companyId").asText()))
                .findFirst();
    }

    private static ObjectNode checked(ObjectNode body, ApiClient client) {
        FIELDS.check(body);
        FieldRules.require(body, "companyId", "projectNumber");
        CompanyAccess.checkCompany(client, body);
        return body;
    }

    private static ObjectNode withDefaults(ObjectNode body) {
        ObjectNode project = StrictJson.object().put("active", false);
        return project.setAll(body);
    }
}
