package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.Refusal;
import no.ditioroutes.ditio.Reply;
import no.ditioroutes.ditio.Reply.Fate;

/**
 * One write to Ditio, and what its answer tells of each item. It is not made again before Ditio was asked what became of
 * it. For one thread.
 */
public final class Step {

    /** What is written, and how. */
    enum Write {
        CREATE_MANY,
        CREATE,
        PATCH,
        PATCH_FUEL,
        DELETE
    }

    private final Calls calls;
    private final Stock stock;
    private final HourMeters hourMeters;
    private final Kind kind;
    private final Write write;
    private final List<Item> items;
    private final Map<Item, String> refusals = new HashMap<>();
    private final Map<Item, JsonNode> sent = new HashMap<>();
    private boolean answered;
    private boolean doubtful;
    private String said = "";

    Step(Calls calls, Stock stock, HourMeters hourMeters, Write write, List<Item> items) {
        this.calls = calls;
        this.stock = stock;
        this.hourMeters = hourMeters;
        this.kind = items.get(0).kind();
        this.write = write;
        this.items = List.copyOf(items);
    }

    List<Item> items() {
        return items;
    }

    Write what() {
        return write;
    }

    /** What was sent for an item, which may be empty; nothing where it was not sent at all. */
    Optional<String> sent(Item item) {
        return Optional.ofNullable(sent.get(item)).map(JsonNode::toString);
    }

    /** Whether it is to be made, for the first time or again. */
    public boolean isOpen() {
        return !(answered && write == Write.CREATE_MANY) && items.stream().anyMatch(this::isOpen);
    }

    /** Whether only what Ditio has can tell what became of it. */
    public boolean isDoubtful() {
        return doubtful;
    }

    public ApiCall getCall() {
        return switch (write) {
            case CREATE_MANY -> write("POST", "/create/array", many());
            case CREATE -> write("POST", "", body(items.get(0)));
            case PATCH, PATCH_FUEL ->
                write("PATCH", "/" + Calls.encode(id()) + (isFuel() ? "/esg" : ""), body(items.get(0)));
            case DELETE -> write("DELETE", "/" + Calls.encode(id()), nothing(items.get(0)));
        };
    }

    /** The call whose answer shows what Ditio has. */
    public ApiCall getLook() {
        boolean create = write == Write.CREATE || write == Write.CREATE_MANY;
        if (!create) {
            return calls.one(kind, id());
        }
        return kind == Kind.WORK_ORDERS
                ? calls.workOrdersOf(stock.projectId(items.get(0).key()))
                : calls.all(kind);
    }

    /** Ditio answered, whatever it says. */
    void answered(Reply reply) {
        answered = true;
        said = reply.words();
        if (reply.fate() == Fate.UNCLEAR) {
            doubtful = true;
        } else if (write == Write.CREATE_MANY) {
            many(ArrayAnswer.of(
                    reply.body(),
                    items.stream().map(item -> item.key().number()).toList()));
        } else if (reply.fate() == Fate.DONE) {
            done(reply.body());
        } else {
            refused(words(items.get(0), reply.refusal()));
        }
    }

    /** The answer did not arrive. */
    void lost(String why) {
        answered = true;
        doubtful = true;
        said = why;
    }

    /** What Ditio has. */
    void found(JsonNode there) {
        doubtful = false;
        if (write == Write.CREATE || write == Write.CREATE_MANY) {
            Map<Key, JsonNode> entries = new HashMap<>();
            listed(there).forEach(entry -> entries.put(stock.key(entry), entry));
            items.stream().filter(this::isOpen).forEach(item -> found(item, entries.get(item.key())));
        } else if (there.isMissingNode()) {
            gone();
        } else if (refusals.containsKey(items.get(0))) {
            items.get(0).refused(refusals.get(items.get(0)));
        } else if (write != Write.DELETE && items.get(0).isThere(there, isFuel())) {
            items.get(0).wrote(isFuel());
        }
    }

    /** None where Ditio no longer has what holds them. */
    private List<JsonNode> listed(JsonNode there) {
        return there.isMissingNode() ? List.of() : Entries.of(there, kind);
    }

    /** Where an item was neither done nor refused, it is worth another try; many at once are not tried again as such. */
    void settle() throws IOException {
        if (write != Write.CREATE_MANY && isOpen()) {
            throw new IOException(said + ". Ditio was asked, and has not done it");
        }
    }

    /** The tries are used up. */
    void giveUp(String why) {
        items.stream().filter(this::isOpen).forEach(item -> item.unclear(why));
    }

    /** An item that waits for another endpoint is not open for this one. */
    private boolean isOpen(Item item) {
        return item.isOpen()
                && switch (write) {
                    case CREATE, CREATE_MANY -> item.id().isEmpty();
                    case PATCH, PATCH_FUEL -> !item.left(isFuel()).isEmpty();
                    case DELETE -> true;
                };
    }

    private void many(ArrayAnswer answer) {
        for (int place = 0; place < items.size(); place++) {
            Item item = items.get(place);
            answer.of(place).ifPresent(told -> {
                if (told.id().isEmpty()) {
                    refusals.put(item, words(item, told.refusal()));
                } else {
                    item.created(told.id());
                }
            });
        }
        doubtful = items.stream().anyMatch(this::isOpen);
    }

    private void done(JsonNode body) {
        Item item = items.get(0);
        if (write == Write.DELETE) {
            item.deleted();
        } else if (write != Write.CREATE) {
            item.wrote(isFuel());
        } else if (body.path("id").asText("").isEmpty()) {
            doubtful = true;
        } else if (kind == Kind.PROJECTS && item.isContradictedBy(body)) {
            // A project of this number that was there already is answered as it is.
            item.foundThere(Existing.of(body), "was there already");
        } else {
            item.created(body.path("id").asText());
        }
    }

    private void refused(String why) {
        Item item = items.get(0);
        if (write == Write.CREATE || write == Write.DELETE) {
            // It may be there already, or gone already.
            refusals.put(item, why);
            doubtful = true;
        } else {
            item.refused(why);
        }
    }

    /** What was refused since it is there already is not refused. */
    private void found(Item item, JsonNode entry) {
        if (entry != null) {
            item.foundThere(Existing.of(entry), refusals.containsKey(item) ? "was there already" : "");
            item.check(hourMeters, entry);
        } else if (refusals.containsKey(item)) {
            item.refused(refusals.get(item));
        }
    }

    private void gone() {
        if (write == Write.DELETE) {
            items.get(0).deleted();
        } else {
            items.get(0).refused("Ditio no longer has it, or no longer shows it to this client");
        }
    }

    private String words(Item item, Refusal refusal) {
        List<String> fields = new ArrayList<>();
        sent.get(item).fieldNames().forEachRemaining(fields::add);
        return refusal.about(fields).toString();
    }

    private String id() {
        return items.get(0).id();
    }

    private boolean isFuel() {
        return write == Write.PATCH_FUEL;
    }

    private ArrayNode many() {
        ArrayNode bodies = JsonNodeFactory.instance.arrayNode();
        items.stream().filter(this::isOpen).forEach(item -> bodies.add(body(item)));
        return bodies;
    }

    private ObjectNode body(Item item) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (write == Write.CREATE || write == Write.CREATE_MANY) {
            body.put("companyId", item.key().company());
            if (kind == Kind.WORK_ORDERS) {
                body.put("projectId", stock.projectId(item.key()));
            }
            body.put(kind.numberField(), item.key().number());
        }
        item.left(isFuel()).forEach(change -> body.set(change.field(), change.after()));
        sent.put(item, body);
        return body;
    }

    private JsonNode nothing(Item item) {
        sent.put(item, MissingNode.getInstance());
        return MissingNode.getInstance();
    }

    private ApiCall write(String method, String rest, JsonNode body) {
        List<String> numbers = new ArrayList<>();
        items.forEach(item -> numbers.add(item.key().toString()));
        String what = items.size() == 1 ? kind.one() + " " + numbers.get(0) : items.size() + " " + kind.path();
        return calls.write(method, kind, rest, body.toString(), what);
    }
}
