package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.catalogue.Step.Write;
import no.ditioroutes.ditio.ApiCall;

/** Builds the requests of one write, and remembers what was sent for each item. For one thread. */
final class WriteCall {

    private final Calls calls;
    private final Stock stock;
    private final Kind kind;
    private final Write write;
    private final List<Item> items;
    private final Map<Item, JsonNode> sent = new HashMap<>();

    WriteCall(Calls calls, Stock stock, Kind kind, Write write, List<Item> items) {
        this.calls = calls;
        this.stock = stock;
        this.kind = kind;
        this.write = write;
        this.items = items;
    }

    /** Returns what was sent for an item, which may be missing; nothing where it was not sent at all. */
    Optional<JsonNode> sent(Item item) {
        return Optional.ofNullable(sent.get(item));
    }

    /** @param open the items that still have to be written */
    ApiCall of(List<Item> open) {
        return switch (write) {
            case CREATE_MANY -> call("POST", "/create/array", many(open));
            case CREATE -> call("POST", "", body(items.get(0)));
            case PATCH -> call("PATCH", "/" + id(), body(items.get(0)));
            case PATCH_FUEL -> call("PATCH", "/" + id() + "/esg", body(items.get(0)));
            case DELETE -> call("DELETE", "/" + id(), nothing(items.get(0)));
        };
    }

    private String id() {
        return Calls.encode(items.get(0).id());
    }

    private ArrayNode many(List<Item> open) {
        ArrayNode bodies = JsonNodeFactory.instance.arrayNode();
        open.forEach(item -> bodies.add(body(item)));
        return bodies;
    }

    private ObjectNode body(Item item) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (write.isCreation()) {
            body.put("companyId", item.key().company());
            if (kind == Kind.WORK_ORDERS) {
                body.put("projectId", stock.projectId(item.key()));
            }
            body.put(kind.numberField(), item.key().number());
        }
        item.left(write == Write.PATCH_FUEL).forEach(change -> body.set(change.field(), change.after()));
        sent.put(item, body);
        return body;
    }

    private JsonNode nothing(Item item) {
        sent.put(item, MissingNode.getInstance());
        return MissingNode.getInstance();
    }

    private ApiCall call(String method, String rest, JsonNode body) {
        List<String> numbers = new ArrayList<>();
        items.forEach(item -> numbers.add(item.key().toString()));
        String what = items.size() == 1 ? kind.one() + " " + numbers.get(0) : items.size() + " " + kind.path();
        return calls.write(method, kind, rest, body.toString(), what);
    }
}
