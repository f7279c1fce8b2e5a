package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Checks which entries a client may access. An entry of another company is answered like a missing one. */
final class CompanyAccess {

    private CompanyAccess() {}

    static boolean mayAct(ApiClient client, ObjectNode entry) {
        return client.companies().contains(entry.path("companyId").asText());
    }

    static void checkCompany(ApiClient client, ObjectNode body) {
        if (!mayAct(client, body)) {
            throw new ApiErrorException(403, "Forbidden", "Du har ikke tilgang til dette selskapet");
        }
    }

    /** Returns the entry, or fails with the 404 that does not reveal whether it exists. */
    static ObjectNode existing(ApiClient client, Optional<ObjectNode> entry) {
        return entry.filter(found -> mayAct(client, found))
                .orElseThrow(
                        () -> new ApiErrorException(404, "NotFound", "Fant ikke objektet, eller du mangler tilgang"));
    }

    static ArrayNode visible(ApiClient client, List<ObjectNode> entries) {
        ArrayNode visible = StrictJson.array();
        entries.stream().filter(entry -> mayAct(client, entry)).forEach(visible::add);
        return visible;
    }
}
