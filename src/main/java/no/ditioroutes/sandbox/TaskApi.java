package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Work orders of the Core API, called tasks there. The external id is unique in its project; a PUT replaces
 * everything; one with children or registrations cannot be deleted.
 */
final class TaskApi {

    private static final String PATH = "/core/api/v4/integration/tasks";

    private static final Fields FIELDS = new Fields()
            .texts("id", "companyId", "projectId", "externalId", "name", "externalProjectNumber", "externalProjectName")
            .texts("externalDim01", "workDescriptionShort", "workDescription", "unitId", "parentActivityId")
            .flags("active", "safeJobAnalysisApprovalRequired")
            .numbers("estimatedHourQty", "fixedResourcePrice", "costPrice", "price")
            .numbersOrFlags("measureUnitQty")
            .times("startDate", "finishedDatePlanned", "finishedDate");

    private final Catalogue tasks;
    private final Catalogue projects;

    TaskApi(Catalogue tasks, Catalogue projects) {
        this.tasks = tasks;
        this.projects = projects;
    }

    List<Route> routes() {
        return List.of(
                route("POST", "", this::create),
                route("GET", "/project/{projectId}", this::ofProject),
                route("GET", "/by-project-number/{projectNumber}", this::ofProjectNumber),
                route("GET", "/{id}", call -> Answer.json(200, task(call))),
                route("PATCH", "/{id}", this::patch),
                route("PUT", "/{id}", this::replace),
                route("DELETE", "/{id}", this::delete));
    }

    private static Route route(String method, String rest, Route.Handler handler) {
        return Route.of(method, PATH + rest, Client.CORE, handler);
    }

    private Answer create(Call call) {
        return Answer.json(201, store(call.object().without("id"), call.client()));
    }

    private Answer ofProject(Call call) {
        ObjectNode project = Access.existing(call.client(), projects.find(call.variable("projectId")));
        return ofProject(call.client(), project);
    }

    private Answer ofProjectNumber(Call call) {
        return projects.where("projectNumber", call.variable("projectNumber")).stream()
                .filter(project -> Access.mayAct(call.client(), project))
                .findFirst()
                .map(project -> ofProject(call.client(), project))
                .orElseThrow(TaskApi::noProject);
    }

    private Answer ofProject(Client client, ObjectNode project) {
        return Answer.json(
                200,
                Access.visible(
                        client, tasks.where("projectId", project.get("id").asText())));
    }

    private Answer patch(Call call) {
        ObjectNode task = task(call);
        ObjectNode patched = task.deepCopy().setAll(call.object());
        store(patched.set("id", task.get("id")), call.client());
        return Answer.of(204);
    }

    private Answer replace(Call call) {
        return Answer.json(200, store(call.object().set("id", task(call).get("id")), call.client()));
    }

    private Answer delete(Call call) {
        String id = task(call).get("id").asText();
        if (tasks.isUsed(id) || !tasks.where("parentActivityId", id).isEmpty()) {
            throw new ApiError(400, "TaskService.taskInUse", "Aktiviteten har underaktiviteter eller førte timer");
        }
        tasks.remove(id);
        return Answer.of(204);
    }

    private synchronized ObjectNode store(ObjectNode body, Client client) {
        FIELDS.check(body);
        Fields.require(body, "companyId", "projectId", "externalId");
        Access.checkCompany(client, body);
        checkProject(body);
        checkExternalId(body);
        ObjectNode task = Json.object().put("active", false);
        return tasks.put(task.setAll(body));
    }

    private void checkProject(ObjectNode body) {
        boolean known = projects.find(body.get("projectId").asText())
                .filter(Catalogue.has("companyId", body.get("companyId").asText()))
                .isPresent();
        if (!known) {
            throw noProject();
        }
    }

    private void checkExternalId(ObjectNode body) {
        boolean taken = tasks.where("externalId", body.get("externalId").asText()).stream()
                .filter(Catalogue.has("projectId", body.get("projectId").asText()))
                .anyMatch(other -> !other.get("id").equals(body.path("id")));
        if (taken) {
            throw new ApiError(400, "TaskService.externalIdExists", "ExternalId finnes allerede på prosjektet");
        }
    }

    private ObjectNode task(Call call) {
        return Access.existing(call.client(), tasks.find(call.variable("id")));
    }

    private static ApiError noProject() {
        return new ApiError(404, "NotFound", "Fant ikke prosjektet, eller du mangler tilgang");
    }
}
