package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import no.ditioroutes.catalogue.WriteRequests.WriteType;
import no.ditioroutes.ditio.ApiCall;

/** Makes up the requests of writes of one type, and the questions what became of them. */
record WriteRequests(CatalogueCalls calls, RemoteCatalogue remote, EntryKind kind, WriteType type) {

    /** The endpoint that is written to, and how. */
    enum WriteType {
        CREATE_MANY,
        CREATE,
        PATCH,
        PATCH_FUEL,
        DELETE;

        boolean isCreation() {
            return this == CREATE || this == CREATE_MANY;
        }

        /** Returns the name in {@code ditio_catalogue}. */
        @Override
        public String toString() {
            return isCreation() ? "create" : name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Returns the write.
     *
     * @param all the entries it is about
     * @param open those that still have to be written
     */
    ApiCall write(List<PlanEntry> all, List<PlanEntry> open) {
        PlanEntry first = all.get(0);
        String what = all.size() == 1 ? kind.one() + " " + first.key() : all.size() + " " + kind.path();
        String id = "/" + CatalogueCalls.encode(first.id());
        return switch (type) {
            case CREATE_MANY ->
                calls.write("POST", kind, "/create/array", many(open).toString(), what);
            case CREATE -> calls.write("POST", kind, "", body(first).toString(), what);
            case PATCH -> calls.write("PATCH", kind, id, body(first).toString(), what);
            case PATCH_FUEL ->
                calls.write("PATCH", kind, id + "/esg", body(first).toString(), what);
            case DELETE -> calls.write("DELETE", kind, id, body(first).toString(), what);
        };
    }

    private ArrayNode many(List<PlanEntry> open) {
        ArrayNode bodies = JsonNodeFactory.instance.arrayNode();
        open.forEach(entry -> bodies.add(body(entry)));
        return bodies;
    }

    /** Returns what is sent for an entry; missing for a deletion. */
    JsonNode body(PlanEntry entry) {
        if (type == WriteType.DELETE) {
            return MissingNode.getInstance();
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (type.isCreation()) {
            body.put("companyId", entry.key().company());
            if (kind == EntryKind.WORK_ORDERS) {
                body.put("projectId", remote.projectId(entry.key()));
            }
            body.put(kind.numberField(), entry.key().number());
        }
        entry.pending(type == WriteType.PATCH_FUEL).forEach(change -> body.set(change.field(), change.after()));
        return body;
    }

    /** Returns the call whose answer shows what became of the write. */
    ApiCall question(PlanEntry entry) {
        if (!type.isCreation()) {
            return calls.one(kind, entry.id());
        }
        return kind == EntryKind.WORK_ORDERS ? calls.workOrdersOf(remote.projectId(entry.key())) : calls.all(kind);
    }
}
