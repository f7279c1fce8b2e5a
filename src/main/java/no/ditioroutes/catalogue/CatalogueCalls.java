package no.ditioroutes.catalogue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.CoreApi;

/** Makes up the calls of the Core API that the catalogue needs. */
final class CatalogueCalls {

    private final CatalogueSettings settings;

    CatalogueCalls(CatalogueSettings settings) {
        this.settings = settings;
    }

    ApiCall machineTypes() {
        return ApiCall.get(
                settings.base() + "/api/MachineType", "", CoreApi.SCOPE, "the machine types (GET /api/MachineType)");
    }

    /** Returns the call for all entries of a kind that the client may see; machines come with their equipment. */
    ApiCall all(EntryKind kind) {
        return get(kind, "", kind == EntryKind.MACHINES ? "includeEquipmentDetails=true" : "", "all " + kind.path());
    }

    ApiCall one(EntryKind kind, String id) {
        return get(kind, "/" + encode(id), "", "the " + kind.one() + " " + id);
    }

    ApiCall workOrdersOf(String projectId) {
        return get(
                EntryKind.WORK_ORDERS,
                "/project/" + encode(projectId),
                "",
                "the work orders of the project " + projectId);
    }

    ApiCall isDeletable(String id) {
        return get(
                EntryKind.MACHINES,
                "/is-machine-deletable/" + encode(id),
                "",
                "whether machine " + id + " can be deleted");
    }

    /**
     * Returns a call that changes Ditio.
     *
     * @param rest what follows the kind in the address
     */
    ApiCall write(String method, EntryKind kind, String rest, String json, String what) {
        return ApiCall.write(
                method, address(kind, rest), CoreApi.SCOPE, json, what + " (" + method + " " + path(kind, rest) + ")");
    }

    /** Returns the failure to report after all attempts of a call that only reads. */
    static UserFacingException unreachable(IOException reason) {
        return new UserFacingException(
                UserFacingException.Kind.DITIO, reason.getMessage() + ". Check DITIO_API_BASE and the network", reason);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private ApiCall get(EntryKind kind, String rest, String query, String what) {
        return ApiCall.get(address(kind, rest), query, CoreApi.SCOPE, what + " (GET " + path(kind, rest) + ")");
    }

    private String address(EntryKind kind, String rest) {
        return settings.base() + path(kind, rest);
    }

    private static String path(EntryKind kind, String rest) {
        return "/api/v4/integration/" + kind.path() + rest;
    }
}
