package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The read-only lookups of the Core API. */
final class LookupApi {

    private static final String ACTIVE = "activeInactiveAll";

    private final CoreEntries machines;
    private final CoreEntries projects;
    private final CoreEntries tasks;

    LookupApi(CoreEntries machines, CoreEntries projects, CoreEntries tasks) {
        this.machines = machines;
        this.projects = projects;
        this.tasks = tasks;
    }

    List<ApiOperation> operations() {
        return List.of(
                operation("MachineType", this::machineTypes),
                operation("projects", this::projects, ACTIVE),
                operation("projects/search", this::search, "searchText"),
                operation("projects/{id}", call -> ApiResponse.json(200, project(call))),
                operation("projects/{id}/tasks", this::tasks),
                operation("resources/details/{id}", this::resource),
                operation("resources/types", this::machineTypes));
    }

    private static ApiOperation operation(String rest, ApiOperation.Handler handler, String... query) {
        return ApiOperation.of("GET", "/core/api/" + rest, ApiClient.CORE, handler, query);
    }

    /** Returns the machine types; only that they have ids is documented. */
    private ApiResponse machineTypes(OperationCall call) {
        ArrayNode types = StrictJson.array();
        Fixture.machineTypes()
                .forEach(type -> types.addObject().put("typeId", type[0]).put("description", type[1]));
        return ApiResponse.json(200, types);
    }

    /** Returns projects by state. The numbers are not documented; 0 is assumed to be active, 1 inactive, 2 all. */
    private ApiResponse projects(OperationCall call) {
        String which = call.query().getOrDefault(ACTIVE, "0");
        return switch (which) {
            case "0" -> projects(call, project -> project.path("active").asBoolean());
            case "1" -> projects(call, project -> !project.path("active").asBoolean());
            case "2" -> projects(call, project -> true);
            default -> throw new ApiErrorException(400, "BadParameter", ACTIVE + " must be 0, 1 or 2");
        };
    }

    /** Searches projects by name; the name of the parameter is not documented. */
    private ApiResponse search(OperationCall call) {
        String text = call.query().getOrDefault("searchText", "").toLowerCase(Locale.ROOT);
        return projects(
                call,
                project ->
                        project.path("name").asText().toLowerCase(Locale.ROOT).contains(text));
    }

    private ApiResponse projects(OperationCall call, Predicate<ObjectNode> wanted) {
        List<ObjectNode> found = projects.all().stream().filter(wanted).toList();
        return ApiResponse.json(200, CompanyAccess.visible(call.client(), found));
    }

    private ApiResponse tasks(OperationCall call) {
        String id = project(call).get("id").asText();
        return ApiResponse.json(200, CompanyAccess.visible(call.client(), tasks.where("projectId", id)));
    }

    private ApiResponse resource(OperationCall call) {
        return ApiResponse.json(200, CompanyAccess.existing(call.client(), machines.find(call.variable("id"))));
    }

    private ObjectNode project(OperationCall call) {
        return CompanyAccess.existing(call.client(), projects.find(call.variable("id")));
    }
}
