package no.ditioroutes.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What a client may see of a catalogue: missing and not yours look the same. */
final class Access {

    private Access() {}

    static boolean mayAct(Client client, ObjectNode entry) {
        return client.companies().contains(entry.path("companyId").asText());
    }

    static void checkCompany(Client client, ObjectNode body) {
        if (!mayAct(client, body)) {
            throw new ApiError(403, "Forbidden", "Du har ikke tilgang til dette selskapet");
        }
    }

    /** The entry, or the 404 that does not tell whether it exists. */
    static ObjectNode existing(Client client, Optional<ObjectNode> entry) {
        return entry.filter(found -> mayAct(client, found))
                .orElseThrow(() -> new ApiError(404, "NotFound", "Fant ikke objektet, eller du mangler tilgang"));
    }

    static ArrayNode visible(Client client, List<ObjectNode> entries) {
        ArrayNode visible = Json.array();
        entries.stream().filter(entry -> mayAct(client, entry)).forEach(visible::add);
        return visible;
    }
}
