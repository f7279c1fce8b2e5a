package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Projects of the Core API. Creating one that exists answers the one that exists; a PUT replaces everything; a
 * deletion takes the work orders with it.
 */
final class ProjectApi {

    private static final String PATH = "/core/api/v4/integration/projects";

    private static final Fields FIELDS = new Fields()
            .texts("id", "companyId", "projectNumber", "name", "externalProjectNumber", "externalDimension1")
            .texts("externalDimension2", "description", "projectCustomerName", "projectAddress", "mainContactEmail")
            .flags("active", "requireTaskNumber", "blockedForRegistration")
            .times("startDate", "finishedDatePlanned", "finishedDate");

    private final Catalogue projects;
    private final Catalogue tasks;

    ProjectApi(Catalogue projects, Catalogue tasks) {
        this.projects = projects;
        this.tasks = tasks;
    }

    List<Route> routes() {
        return List.of(
                route("GET", "", call -> Answer.json(200, Access.visible(call.client(), projects.all()))),
                route("POST", "", this::create),
                route("GET", "/by-project-number/{projectNumber}", this::byNumber),
                route("GET", "/{id}", call -> Answer.json(200, project(call))),
                route("PATCH", "/{id}", this::patch),
                route("PUT", "/{id}", this::replace),
                route("DELETE", "/{id}", this::delete));
    }

    private static Route route(String method, String rest, Route.Handler handler) {
        return Route.of(method, PATH + rest, Client.CORE, handler);
    }

    /** 201 when it is new, 200 when it was there; which of the two the vendor answers is not documented. */
    private synchronized Answer create(Call call) {
        ObjectNode body = checked(call.object(), call.client());
        return sameNumber(body)
                .map(existing -> Answer.json(200, existing))
                .orElseGet(
                        () -> Answer.json(201, projects.put(withDefaults(body).without("id"))));
    }

    private Answer byNumber(Call call) {
        Optional<ObjectNode> found = projects.where("projectNumber", call.variable("projectNumber")).stream()
                .filter(project -> Access.mayAct(call.client(), project))
                .findFirst();
        return Answer.json(200, Access.existing(call.client(), found));
    }

    private Answer patch(Call call) {
        ObjectNode project = project(call);
        FIELDS.check(call.object());
        store(project.setAll(call.object()), project(call), call.client());
        return Answer.of(204);
    }

    private Answer replace(Call call) {
        return Answer.json(200, store(call.object(), project(call), call.client()));
    }

    private synchronized ObjectNode store(ObjectNode next, ObjectNode before, Client client) {
        ObjectNode stored = withDefaults(checked(next, client)).set("id", before.get("id"));
        if (sameNumber(stored)
                .filter(other -> !other.get("id").equals(before.get("id")))
                .isPresent()) {
            throw new ApiError(400, "ProjectService.projectNumberExists", "Prosjektnummeret er allerede i bruk");
        }
        return projects.put(stored);
    }

    private Answer delete(Call call) {
        String id = project(call).get("id").asText();
        tasks.where("projectId", id).forEach(task -> tasks.remove(task.get("id").asText()));
        projects.remove(id);
        return Answer.of(204);
    }

    private ObjectNode project(Call call) {
        return Access.existing(call.client(), projects.find(call.variable("id")));
    }

    private Optional<ObjectNode> sameNumber(ObjectNode body) {
        return projects.where("projectNumber", body.get("projectNumber").asText()).stream()
                .filter(Catalogue.has("companyId", body.get("companyId").asText()))
                .findFirst();
    }

    private static ObjectNode checked(ObjectNode body, Client client) {
        FIELDS.check(body);
        Fields.require(body, "companyId", "projectNumber");
        Access.checkCompany(client, body);
        return body;
    }

    private static ObjectNode withDefaults(ObjectNode body) {
        ObjectNode project = Json.object().put("active", false);
        return project.setAll(body);
    }
}
