package no.ditioroutes.catalogue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.CoreApi;

/** The calls of the Core API that catalogues need. */
final class Calls {

    private final Settings settings;

    Calls(Settings settings) {
        this.settings = settings;
    }

    ApiCall machineTypes() {
        return ApiCall.get(
                settings.base() + "/api/MachineType", "", CoreApi.SCOPE, "the machine types (GET /api/MachineType)");
    }

    /** All entries of a kind that the client may see; machines with the equipment that hangs on them. */
    ApiCall all(Kind kind) {
        return get(kind, "", kind == Kind.MACHINES ? "includeEquipmentDetails=true" : "", "all " + kind.path());
    }

    ApiCall one(Kind kind, String id) {
        return get(kind, "/" + encode(id), "", "the " + kind.one() + " " + id);
    }

    ApiCall workOrdersOf(String projectId) {
        return get(
                Kind.WORK_ORDERS, "/project/" + encode(projectId), "", "the work orders of the project " + projectId);
    }

    ApiCall isDeletable(String id) {
        return get(
                Kind.MACHINES, "/is-machine-deletable/" + encode(id), "", "whether machine " + id + " can be deleted");
    }

    /** @param rest what follows the kind in the address */
    ApiCall write(String method, Kind kind, String rest, String json, String what) {
        return ApiCall.write(
                method, address(kind, rest), CoreApi.SCOPE, json, what + " (" + method + " " + path(kind, rest) + ")");
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private ApiCall get(Kind kind, String rest, String query, String what) {
        return ApiCall.get(address(kind, rest), query, CoreApi.SCOPE, what + " (GET " + path(kind, rest) + ")");
    }

    private String address(Kind kind, String rest) {
        return settings.base() + path(kind, rest);
    }

    private static String path(Kind kind, String rest) {
        return "/api/v4/integration/" + kind.path() + rest;
    }
}
