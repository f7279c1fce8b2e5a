package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import no.ditioroutes.Exceptions;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.catalogue.PlanEntry.Action;
import no.ditioroutes.catalogue.PlanEntry.Outcome;
import no.ditioroutes.catalogue.WriteRequests.WriteType;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.Conversation;
import no.ditioroutes.ditio.CoreApi;
import no.ditioroutes.ditio.HttpResult;
import no.ditioroutes.ditio.UnavailableException;

/**
 * Writes what a plan says, one {@link WriteOperation} after the other; each is kept as soon as it is settled:
 *
 * <pre>
 *   CREATING_MANY ─▶ CREATING ─▶ PATCHING ─▶ DELETING ─▶ DONE
 *   machines alone,  what the    fuel in a
 *   so many a call   answer to   call of
 *                    many does   its own
 *                    not show
 *
 *   three unclear ones in a row ─▶ failure: Ditio answers no write any more
 * </pre>
 */
final class PlanWriting implements Conversation {

    /** Says what is written; the order is that of the writes. */
    enum State {
        CREATING_MANY,
        CREATING,
        PATCHING,
        DELETING,
        DONE
    }

    /** The number of unclear operations in a row that stops the writing. */
    private static final int UNCLEAR_AT_MOST = 3;

    private final CatalogueSync sync;
    private final CatalogueCalls calls;
    private final CoreApi api;
    private final int batch;
    private final Consumer<WriteOperation> settled;
    private final Deque<WriteOperation> operations = new ArrayDeque<>();
    private final Iterator<State> states = List.of(State.values()).iterator();
    private State state = states.next();
    private int unclearInARow;

    /**
     * @param batch how many entries are created in one call
     * @param settled is given each operation as soon as its outcome is known
     */
    PlanWriting(CatalogueSync sync, CatalogueCalls calls, CoreApi api, int batch, Consumer<WriteOperation> settled) {
        this.sync = sync;
        this.calls = calls;
        this.api = api;
        this.batch = batch;
        this.settled = settled;
        operations.addAll(operations());
        advance();
    }

    State state() {
        return state;
    }

    @Override
    public boolean hasNextCall() {
        return state != State.DONE;
    }

    @Override
    public boolean isInDoubt() {
        return hasNextCall() && operations.element().state() == WriteOperation.State.IN_DOUBT;
    }

    @Override
    public ApiCall nextCall() {
        return operations.element().nextCall();
    }

    @Override
    public void leaving() {
        operations.element().leaving();
    }

    @Override
    public void accept(HttpResult answer) throws IOException {
        WriteOperation operation = operations.element();
        if (isInDoubt()) {
            JsonNode found = api.read(answer);
            operation.acceptFound(found);
        } else {
            operation.accept(api.reply(answer));
        }
        if (operation.state() == WriteOperation.State.TO_SEND) {
            throw new IOException(operation.answer() + ". Ditio was asked, and has not done it");
        }
        keepSettled(operation);
    }

    /** Puts the write in doubt, unless nothing was done: no token was to be had, or only the question was lost. */
    @Override
    public void lost(IOException reason) throws IOException {
        if (isInDoubt() || Exceptions.of(UnavailableException.class, reason).isPresent()) {
            throw reason;
        }
        operations.element().lost(String.valueOf(reason.getMessage()));
    }

    @Override
    public void gaveUp(IOException reason) {
        WriteOperation operation = operations.element();
        operation.giveUp(String.valueOf(reason.getMessage()));
        keepSettled(operation);
    }

    private void keepSettled(WriteOperation operation) {
        if (operation.state() != WriteOperation.State.SETTLED) {
            return;
        }
        settled.accept(operation);
        operations.remove();
        advance();
        boolean unclear = operation.entries().stream().anyMatch(entry -> entry.outcome() == Outcome.UNCLEAR);
        unclearInARow = unclear ? unclearInARow + 1 : 0;
        if (unclearInARow == UNCLEAR_AT_MOST) {
            throw new UserFacingException(
                    UserFacingException.Kind.DITIO,
                    "Ditio answers no write any more, the rest of " + sync.source()
                            + " was not tried. Apply it again: what was done is not done twice. "
                            + operation.entries().get(0).reason());
        }
    }

    /** Continues with the next operation that has something to write. */
    private void advance() {
        while (state != State.DONE
                && (operations.isEmpty() || !operations.element().hasOpenEntries())) {
            if (operations.poll() == null) {
                state = states.next();
                operations.addAll(operations());
            }
        }
    }

    private List<WriteOperation> operations() {
        return switch (state) {
            case CREATING_MANY -> createMany();
            case CREATING ->
                open(PlanWriting::isToBeCreated)
                        .map(entry -> operation(WriteType.CREATE, List.of(entry)))
                        .toList();
            case PATCHING ->
                open(entry -> !entry.id().isEmpty() && entry.action() != Action.DELETE)
                        .flatMap(entry -> Stream.of(WriteType.PATCH, WriteType.PATCH_FUEL)
                                .map(type -> operation(type, List.of(entry))))
                        .toList();
            case DELETING ->
                open(entry -> entry.action() == Action.DELETE)
                        .map(entry -> operation(WriteType.DELETE, List.of(entry)))
                        .toList();
            case DONE -> List.of();
        };
    }

    private List<WriteOperation> createMany() {
        if (sync.kind() != EntryKind.MACHINES) {
            return List.of();
        }
        List<PlanEntry> all = open(PlanWriting::isToBeCreated).toList();
        return Stream.iterate(0, from -> from < all.size(), from -> from + batch)
                .map(from -> operation(WriteType.CREATE_MANY, all.subList(from, Math.min(all.size(), from + batch))))
                .toList();
    }

    private static boolean isToBeCreated(PlanEntry entry) {
        return entry.action() == Action.CREATE && entry.id().isEmpty();
    }

    private Stream<PlanEntry> open(Predicate<PlanEntry> which) {
        return sync.entries().stream().filter(PlanEntry::isOpen).filter(which);
    }

    private WriteOperation operation(WriteType type, List<PlanEntry> entries) {
        return new WriteOperation(calls, sync.remote(), sync.options().allowLowerHours(), type, entries);
    }
}
