package no.ditioroutes.catalogue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.Conversation;
import no.ditioroutes.ditio.CoreApi;
import no.ditioroutes.ditio.HttpResult;

/**
 * Asks Ditio which machines may be deleted, those of a plan that no row mentions; the others are deactivated.
 *
 * <pre>
 *   ASKING, one machine after the other ─▶ DONE: no more are retired than allowed
 * </pre>
 */
final class RetirementQuestions implements Conversation {

    /** Says whether there are questions left. */
    enum State {
        ASKING,
        DONE
    }

    private final CatalogueCalls calls;
    private final CoreApi api;
    private final Optional<Retirement> retirement;
    private final Deque<PlanEntry> left;

    /** @param retirement retires what no row mentions; empty if nothing is to be retired, and asked */
    RetirementQuestions(CatalogueCalls calls, CoreApi api, Optional<Retirement> retirement) {
        this.calls = calls;
        this.api = api;
        this.retirement = retirement;
        this.left = new ArrayDeque<>(retirement.map(Retirement::toBeAsked).orElse(List.of()));
    }

    State state() {
        return left.isEmpty() ? State.DONE : State.ASKING;
    }

    @Override
    public boolean hasNextCall() {
        return state() == State.ASKING;
    }

    @Override
    public ApiCall nextCall() {
        return calls.isDeletable(left.element().id());
    }

    @Override
    public void accept(HttpResult answer) throws IOException {
        boolean deletable = api.read(answer).asBoolean();
        left.remove().decideDeletion(deletable);
        if (left.isEmpty()) {
            retirement.ifPresent(Retirement::limit);
        }
    }

    @Override
    public void gaveUp(IOException reason) {
        throw CatalogueCalls.unreachable(reason);
    }
}
