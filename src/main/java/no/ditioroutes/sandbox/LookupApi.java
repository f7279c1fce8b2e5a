package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The read-only look-ups of the Core API. */
final class LookupApi {

    private static final String ACTIVE = "activeInactiveAll";

    private final Catalogue machines;
    private final Catalogue projects;
    private final Catalogue tasks;

    LookupApi(Catalogue machines, Catalogue projects, Catalogue tasks) {
        this.machines = machines;
        this.projects = projects;
        this.tasks = tasks;
    }

    List<Route> routes() {
        return List.of(
                route("MachineType", this::machineTypes),
                route("projects", this::projects, ACTIVE),
                route("projects/search", this::search, "searchText"),
                route("projects/{id}", call -> Answer.json(200, project(call))),
                route("projects/{id}/tasks", this::tasks),
                route("resources/details/{id}", this::resource),
                route("resources/types", this::machineTypes));
    }

    private static Route route(String rest, Route.Handler handler, String... query) {
        return Route.of("GET", "/core/api/" + rest, Client.CORE, handler, query);
    }

    /** Only that it holds the type ids is documented. */
    private Answer machineTypes(Call call) {
        ArrayNode types = Json.array();
        Fixture.machineTypes()
                .forEach(type -> types.addObject().put("typeId", type[0]).put("description", type[1]));
        return Answer.json(200, types);
    }

    /** What the numbers mean is not documented: 0 is taken for active, 1 for inactive, 2 for all. */
    private Answer projects(Call call) {
        String which = call.query().getOrDefault(ACTIVE, "0");
        return switch (which) {
            case "0" -> projects(call, project -> project.path("active").asBoolean());
            case "1" -> projects(call, project -> !project.path("active").asBoolean());
            case "2" -> projects(call, project -> true);
            default -> throw new ApiError(400, "BadParameter", ACTIVE + " must be 0, 1 or 2");
        };
    }

    /** The name of the parameter is not documented. */
    private Answer search(Call call) {
        String text = call.query().getOrDefault("searchText", "").toLowerCase(Locale.ROOT);
        return projects(
                call,
                project ->
                        project.path("name").asText().toLowerCase(Locale.ROOT).contains(text));
    }

    private Answer projects(Call call, Predicate<ObjectNode> wanted) {
        List<ObjectNode> found = projects.all().stream().filter(wanted).toList();
        return Answer.json(200, Access.visible(call.client(), found));
    }

    private Answer tasks(Call call) {
        String id = project(call).get("id").asText();
        return Answer.json(200, Access.visible(call.client(), tasks.where("projectId", id)));
    }

    private Answer resource(Call call) {
        return Answer.json(200, Access.existing(call.client(), machines.find(call.variable("id"))));
    }

    private ObjectNode project(Call call) {
        return Access.existing(call.client(), projects.find(call.variable("id")));
    }
}
