package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
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
        DELETE;

        boolean isCreation() {
            return this == CREATE || this == CREATE_MANY;
        }
    }

    private final Calls calls;
    private final Stock stock;
    private final HourMeters hourMeters;
    private final Kind kind;
    private final Write write;
    private final List<Item> items;
    private final Map<Item, String> refusals = new HashMap<>();
    private final WriteCall request;
    private List<IgnoredChange> ignored = List.of();
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
        this.request = new WriteCall(calls, stock, kind, write, this.items);
    }

    List<Item> items() {
        return items;
    }

    Write what() {
        return write;
    }

    /** Returns what was sent for an item, which may be missing; nothing where it was not sent at all. */
    Optional<JsonNode> sent(Item item) {
        return request.sent(item);
    }

    /** Returns the changes of a patch that Ditio answered as done and did not store. */
    List<IgnoredChange> ignored() {
        return ignored;
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
        return request.of(items.stream().filter(this::isOpen).toList());
    }

    /** The call whose answer shows what Ditio has. */
    public ApiCall getLook() {
        if (!write.isCreation()) {
            return calls.one(kind, items.get(0).id());
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
        if (write.isCreation()) {
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
            patched(item, body);
        } else if (body.path("id").asText("").isEmpty()) {
            doubtful = true;
        } else if (kind == Kind.PROJECTS && item.isContradictedBy(body)) {
            // A project of this number that was there already is answered as it is.
            item.foundThere(Existing.of(body), "was there already");
        } else {
            item.created(body.path("id").asText());
        }
    }

    /**
     * Compares what was sent with the stored state, which the answer to a patch of a machine shows. That is documented for
     * machines alone; an answer without a body, or without a field, proves nothing about it.
     */
    private void patched(Item item, JsonNode body) {
        ignored = Differences.contradicted(kind, item.left(isFuel()), body).stream()
                .map(change -> new IgnoredChange(change.field(), change.after(), body.path(change.field())))
                .toList();
        item.ignored(ignored);
        item.wrote(isFuel());
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
        request.sent(item).orElseThrow().fieldNames().forEachRemaining(fields::add);
        return refusal.about(fields).toString();
    }

    private boolean isFuel() {
        return write == Write.PATCH_FUEL;
    }
}
