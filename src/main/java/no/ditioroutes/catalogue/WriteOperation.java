package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.ditioroutes.catalogue.WriteRequests.WriteType;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.ApiError;
import no.ditioroutes.ditio.WriteResult;
import no.ditioroutes.ditio.WriteResult.Fate;

/**
 * One write to Ditio. It is not sent again before Ditio was asked what became of it:
 *
 * <pre>
 *               done, or a change refused
 *   TO_SEND ─────────────────────────────────────────▶ SETTLED
 *     ▲  └─ answer lost or unclear,                       ▲
 *     │     creation or deletion refused ─▶ IN_DOUBT ─────┤ Ditio has it, or the refusal holds,
 *     │                                        │          │ or many at once: the rest goes one by one
 *     └──────────── Ditio does not have it ────┘          └─ attempts used up: unclear
 * </pre>
 *
 * <p>For one thread.
 */
final class WriteOperation {

    /** Says what is to be done next. */
    enum State {
        TO_SEND,
        IN_DOUBT,
        SETTLED
    }

    private final WriteRequests requests;
    private final RemoteCatalogue remote;
    private final boolean allowLowerHours;
    private final WriteType type;
    private final List<PlanEntry> entries;
    private final EntryKind kind;
    private final Map<PlanEntry, JsonNode> sent = new HashMap<>();
    private final Map<PlanEntry, String> refusals = new HashMap<>();
    private List<Change.Ignored> ignored = List.of();
    private String answer = "";
    private State state = State.TO_SEND;

    WriteOperation(
            CatalogueCalls calls,
            RemoteCatalogue remote,
            boolean allowLowerHours,
            WriteType type,
            List<PlanEntry> entries) {
        this.remote = remote;
        this.allowLowerHours = allowLowerHours;
        this.type = type;
        this.entries = List.copyOf(entries);
        this.kind = entries.get(0).kind();
        this.requests = new WriteRequests(calls, remote, kind, type);
    }

    State state() {
        return state;
    }

    WriteType type() {
        return type;
    }

    List<PlanEntry> entries() {
        return entries;
    }

    /** Returns what was sent for an entry, which is missing for a deletion; nothing if it was not sent at all. */
    Optional<JsonNode> sent(PlanEntry entry) {
        return Optional.ofNullable(sent.get(entry));
    }

    /** Returns the changes of a patch that Ditio answered as done and did not store. */
    List<Change.Ignored> ignored() {
        return ignored;
    }

    /** Returns the last answer in words, for messages. */
    String answer() {
        return answer;
    }

    /** Returns whether any entry still waits for this write. */
    boolean hasOpenEntries() {
        return entries.stream().anyMatch(this::isOpen);
    }

    private List<PlanEntry> openEntries() {
        return entries.stream().filter(this::isOpen).toList();
    }

    private boolean isOpen(PlanEntry entry) {
        return entry.isOpen()
                && switch (type) {
                    case CREATE, CREATE_MANY -> entry.id().isEmpty();
                    case PATCH, PATCH_FUEL -> !entry.pending(isFuel()).isEmpty();
                    case DELETE -> true;
                };
    }

    /** Returns the write, or the question what became of it. */
    ApiCall nextCall() {
        return state == State.IN_DOUBT ? requests.question(only()) : requests.write(entries, openEntries());
    }

    /** Notes that the call is about to be sent. */
    void leaving() {
        if (state == State.TO_SEND) {
            openEntries().forEach(entry -> sent.put(entry, requests.body(entry)));
        }
    }

    /** Accepts the answer to the write, whatever it says. */
    void accept(WriteResult reply) {
        answer = reply.words();
        if (reply.fate() == Fate.UNCLEAR) {
            state = State.IN_DOUBT;
        } else if (type == WriteType.CREATE_MANY) {
            List<String> numbers =
                    entries.stream().map(entry -> entry.key().number()).toList();
            state = acceptMany(CreatedArray.of(reply.body(), numbers));
        } else if (reply.fate() == Fate.DONE) {
            state = acceptDone(only(), reply.body());
        } else {
            state = acceptRefused(only(), words(only(), reply.refusal()));
        }
    }

    private State acceptMany(CreatedArray created) {
        for (int place = 0; place < entries.size(); place++) {
            PlanEntry entry = entries.get(place);
            created.at(place).ifPresent(result -> {
                if (result.id().isEmpty()) {
                    refusals.put(entry, words(entry, result.refusal()));
                } else {
                    entry.created(result.id());
                }
            });
        }
        return hasOpenEntries() ? State.IN_DOUBT : State.SETTLED;
    }

    private State acceptDone(PlanEntry entry, JsonNode body) {
        if (type == WriteType.DELETE) {
            entry.deleted();
        } else if (type != WriteType.CREATE) {
            acceptPatched(entry, body);
        } else if (body.path("id").asText("").isEmpty()) {
            return State.IN_DOUBT;
        } else if (kind == EntryKind.PROJECTS
                && !Change.contradicted(kind, entry.pending(false), body).isEmpty()) {
            // A project of this number that existed already is answered as it is.
            entry.exists(body, "was there already");
        } else {
            entry.created(body.path("id").asText());
        }
        return State.SETTLED;
    }

    /**
     * Compares what was sent with the stored state, which the answer to a patch of a machine shows. That is documented for
     * machines alone; an answer without a body, or without a field, proves nothing about it.
     */
    private void acceptPatched(PlanEntry entry, JsonNode body) {
        ignored = Change.contradicted(kind, entry.pending(isFuel()), body).stream()
                .map(change -> new Change.Ignored(change.field(), change.after(), body.path(change.field())))
                .toList();
        entry.ignore(ignored);
        entry.wrote(isFuel());
    }

    private State acceptRefused(PlanEntry entry, String why) {
        if (type == WriteType.CREATE || type == WriteType.DELETE) {
            // It may exist already, or be gone already.
            refusals.put(entry, why);
            return State.IN_DOUBT;
        }
        entry.refuse(why);
        return State.SETTLED;
    }

    /** Learns that no answer to the write arrived. */
    void lost(String why) {
        answer = why;
        state = State.IN_DOUBT;
    }

    /** Accepts what Ditio has, which shows what became of the write; missing if it has none. */
    void acceptFound(JsonNode found) {
        if (type.isCreation()) {
            Map<EntryKey, JsonNode> present = new HashMap<>();
            // There is none if Ditio no longer has what holds them.
            List<JsonNode> listed = found.isMissingNode() ? List.of() : EntryLists.of(found, kind);
            listed.forEach(entry -> present.put(remote.key(entry), entry));
            openEntries().forEach(entry -> acceptFound(entry, present.get(entry.key())));
        } else if (found.isMissingNode() && type == WriteType.DELETE) {
            only().deleted();
        } else if (found.isMissingNode()) {
            only().refuse("Ditio no longer has it, or no longer shows it to this client");
        } else if (refusals.containsKey(only())) {
            only().refuse(refusals.get(only()));
        } else if (type != WriteType.DELETE
                && only().pending(isFuel()).stream().allMatch(change -> change.isMade(kind, found))) {
            only().wrote(isFuel());
        }
        state = type == WriteType.CREATE_MANY || !hasOpenEntries() ? State.SETTLED : State.TO_SEND;
    }

    /** Takes a creation that was refused because the entry exists for a patch. */
    private void acceptFound(PlanEntry entry, JsonNode presentOrNull) {
        if (presentOrNull != null) {
            entry.exists(presentOrNull, refusals.containsKey(entry) ? "was there already" : "");
            MachineRules.objection(allowLowerHours, entry.pending(false), presentOrNull)
                    .ifPresent(entry::refuse);
        } else if (refusals.containsKey(entry)) {
            entry.refuse(refusals.get(entry));
        }
    }

    /** Learns that the attempts are used up. */
    void giveUp(String why) {
        openEntries().forEach(entry -> entry.unclear(why));
        state = State.SETTLED;
    }

    private String words(PlanEntry entry, ApiError refusal) {
        List<String> fields = new ArrayList<>();
        sent.getOrDefault(entry, MissingNode.getInstance()).fieldNames().forEachRemaining(fields::add);
        return refusal.about(fields).toString();
    }

    private PlanEntry only() {
        return entries.get(0);
    }

    private boolean isFuel() {
        return type == WriteType.PATCH_FUEL;
    }
}
