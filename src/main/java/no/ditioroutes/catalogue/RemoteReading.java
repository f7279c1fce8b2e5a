package no.ditioroutes.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.Conversation;
import no.ditioroutes.ditio.CoreApi;
import no.ditioroutes.ditio.HttpResult;

/**
 * Reads what Ditio has of a kind of entries, before a plan is made:
 *
 * <pre>
 *   machines:     MACHINE_TYPES ─▶ ENTRIES ─▶ DONE
 *   projects:                      ENTRIES ─▶ DONE
 *   work orders:  PROJECTS ─▶ WORK_ORDERS, of each project that rows name ─▶ DONE
 * </pre>
 */
final class RemoteReading implements Conversation {

    /** Says what is read next. */
    enum State {
        MACHINE_TYPES,
        PROJECTS,
        ENTRIES,
        WORK_ORDERS,
        DONE
    }

    private final EntryKind kind;
    private final CatalogueCalls calls;
    private final CoreApi api;
    private final RemoteCatalogue remote;
    private final Collection<EntryKey> keys;
    private final Deque<String> projectIds = new ArrayDeque<>();
    private State state;

    /**
     * @param remote is given what Ditio has
     * @param keys the keys of all rows, which name the projects of work orders
     */
    RemoteReading(
            EntryKind kind, CatalogueCalls calls, CoreApi api, RemoteCatalogue remote, Collection<EntryKey> keys) {
        this.kind = kind;
        this.calls = calls;
        this.api = api;
        this.remote = remote;
        this.keys = keys;
        this.state = switch (kind) {
            case MACHINES -> State.MACHINE_TYPES;
            case PROJECTS -> State.ENTRIES;
            case WORK_ORDERS -> State.PROJECTS;
        };
    }

    State state() {
        return state;
    }

    @Override
    public boolean hasNextCall() {
        return state != State.DONE;
    }

    @Override
    public ApiCall nextCall() {
        return switch (state) {
            case MACHINE_TYPES -> calls.machineTypes();
            case PROJECTS -> calls.all(EntryKind.PROJECTS);
            case ENTRIES -> calls.all(kind);
            case WORK_ORDERS -> calls.workOrdersOf(projectIds.element());
            case DONE -> throw new IllegalStateException("all is read");
        };
    }

    @Override
    public void accept(HttpResult answer) throws IOException {
        JsonNode read = api.read(answer);
        switch (state) {
            case MACHINE_TYPES -> {
                remote.addMachineTypes(EntryLists.of(read, "machine types"));
                state = State.ENTRIES;
            }
            case PROJECTS -> {
                remote.addProjects(EntryLists.of(read, EntryKind.PROJECTS));
                keys.stream()
                        .map(remote::projectId)
                        .filter(id -> !id.isEmpty())
                        .distinct()
                        .forEach(projectIds::add);
                state = projectIds.isEmpty() ? State.DONE : State.WORK_ORDERS;
            }
            case WORK_ORDERS -> {
                remote.add(EntryLists.of(read, kind));
                projectIds.remove();
                state = projectIds.isEmpty() ? State.DONE : State.WORK_ORDERS;
            }
            default -> {
                remote.add(EntryLists.of(read, kind));
                state = State.DONE;
            }
        }
    }

    @Override
    public void gaveUp(IOException reason) {
        throw CatalogueCalls.unreachable(reason);
    }
}
