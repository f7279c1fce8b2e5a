package no.ditioroutes.telematics;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.ditioroutes.ShutdownSignal;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.Conversation;
import no.ditioroutes.ditio.HttpResult;

/**
 * Delivers the machine states of one file to Ditio: rows are added block by block, and are sent in batches of one project.
 * What is to be remembered it hands to its {@link Bookkeeping}.
 *
 * <pre>
 *   IDLE ──rows──▶ ASKING_PROJECT, each that is new ──▶ new rows are claimed in batches ──▶ DELIVERING, batch by batch
 *    ▲                                                                                          │      as BatchDelivery does
 *    └──────────────────────────────────── no batch is left ◀───────────────────────────────────┘
 * </pre>
 *
 * <p>It begins with the batches of earlier runs. One that Ditio refuses comes back as two halves, down to the row that is
 * meant; a project that is forbidden gets nothing more of this file.
 */
public final class StateDelivery implements Conversation {

    private final String file;
    private final StatesApi api;
    private final Bookkeeping books;
    private final ShutdownSignal stop;
    private final boolean resendsUnproven;
    private final ProjectMemory projects = new ProjectMemory();
    private final Deque<ProjectName> toAsk = new ArrayDeque<>();
    private final Deque<StateBatch> batches;

    /** Rows whose projects are being asked for. */
    private List<StateRow> rows = List.of();

    private BatchDelivery current;
    private State state = State.IDLE;
    private boolean isUnderWay;

    /** The states of a delivery. */
    enum State {
        /** Has nothing left to do, until rows are added. */
        IDLE,
        /** Asks for the latest timestamp of a project before its first batch. */
        ASKING_PROJECT,
        /** Delivers a batch. */
        DELIVERING
    }

    /**
     * Prepares a delivery.
     *
     * @param file the name of the file, for messages
     * @param earlier batches that an earlier run sent without seeing an answer
     * @param stop ends the delivery at the next batch
     * @param resendsUnproven whether a batch is sent again of which nothing proves that it arrived
     */
    StateDelivery(
            String file,
            StatesApi api,
            Bookkeeping books,
            List<StateBatch> earlier,
            ShutdownSignal stop,
            boolean resendsUnproven) {
        this.file = file;
        this.api = api;
        this.books = books;
        this.batches = new ArrayDeque<>(earlier);
        this.stop = stop;
        this.resendsUnproven = resendsUnproven;
        advance();
    }

    /** Adds rows; those before are delivered. */
    void add(List<StateRow> more) {
        rows = more;
        Set<ProjectName> named = new LinkedHashSet<>();
        more.forEach(row -> named.add(row.project()));
        named.removeIf(name -> projects.isAsked(name) || projects.isStopped(name));
        toAsk.addAll(named);
        advance();
    }

    State state() {
        return state;
    }

    @Override
    public boolean hasNextCall() {
        return state != State.IDLE;
    }

    @Override
    public boolean isInDoubt() {
        return isUnderWay;
    }

    @Override
    public ApiCall nextCall() {
        return switch (state) {
            case ASKING_PROJECT -> api.latest(toAsk.element());
            case DELIVERING -> current.nextCall();
            case IDLE -> throw new IllegalStateException("all of " + file + " is delivered");
        };
    }

    @Override
    public void leaving() {
        if (state == State.DELIVERING) {
            current.leaving();
        }
    }

    @Override
    public void lost(IOException reason) throws IOException {
        if (state == State.DELIVERING) {
            current.lost(reason);
        }
        throw reason;
    }

    @Override
    public void accept(HttpResult answer) throws IOException {
        switch (state) {
            case ASKING_PROJECT -> {
                met(toAsk.element(), answer);
                toAsk.remove();
                advance();
            }
            case DELIVERING -> {
                isUnderWay = true;
                current.accept(answer);
                if (current.state().isEnd()) {
                    conclude(current.batch());
                    advance();
                }
            }
            case IDLE -> throw new IllegalStateException("no answer is due to " + file);
        }
    }

    @Override
    public void gaveUp(IOException reason) {
        throw new UserFacingException(
                UserFacingException.Kind.DITIO,
                "Gave up sending " + file + ": " + reason.getMessage()
                        + ". The ledger knows what was sent; the rest goes when the file is picked up again",
                reason);
    }

    private void met(ProjectName name, HttpResult answer) throws IOException {
        if (answer.status() == 403) {
            projects.stop(name, api.countForbidden(name, answer));
        } else {
            Optional<Instant> latest = api.latest(answer);
            // Only now: whoever sent what Ditio shows has noted the project before.
            books.met(name, latest);
            projects.learn(name, latest);
        }
    }

    /** Continues with the next batch, or the next project to ask for, or the rows whose projects were asked for. */
    private void advance() {
        isUnderWay = false;
        if (batches.isEmpty() && toAsk.isEmpty() && !rows.isEmpty()) {
            batches.addAll(claim(rows));
            rows = List.of();
        }
        if (!batches.isEmpty()) {
            checkStop();
            current = new BatchDelivery(batches.remove(), api, projects, books, resendsUnproven);
            state = State.DELIVERING;
        } else {
            state = toAsk.isEmpty() ? State.IDLE : State.ASKING_PROJECT;
        }
    }

    private List<StateBatch> claim(List<StateRow> some) {
        List<StateRow> selected = some;
        Optional<List<StateBatch>> claimed = Optional.empty();
        while (claimed.isEmpty()) {
            selected = withoutStopped(books.selectNew(selected));
            claimed = books.claim(selected);
        }
        return claimed.get();
    }

    private List<StateRow> withoutStopped(List<StateRow> some) {
        List<StateRow> stopped =
                some.stream().filter(row -> projects.isStopped(row.project())).toList();
        stopped.forEach(row -> books.rejected(row, projects.whyStopped(row.project())));
        return stopped.isEmpty()
                ? some
                : some.stream()
                        .filter(row -> !projects.isStopped(row.project()))
                        .toList();
    }

    private void checkStop() {
        if (stop.isRequested()) {
            throw new UserFacingException(
                    UserFacingException.Kind.SINK,
                    "Stopped in the middle of " + file + ": the rest goes at the next start");
        }
    }

    private void conclude(StateBatch batch) {
        switch (current.state()) {
            case STORED -> {
                books.stored(batch);
                projects.stored(batch);
            }
            case REFUSED -> refused(batch);
            case FORBIDDEN -> forbidden(batch);
            case HELD -> books.held(batch);
            case RELEASED -> books.released(batch);
            default -> throw new IllegalStateException(batch + " is " + current.state());
        }
    }

    /** Halves a batch, so that the row is found that Ditio refuses. */
    private void refused(StateBatch batch) {
        if (batch.size() == 1) {
            books.rejected(batch, current.reason());
        } else {
            List<StateBatch> halves = books.halved(batch);
            batches.addFirst(halves.get(1));
            batches.addFirst(halves.get(0));
        }
    }

    /** Rejects what else was claimed for the project, without an attempt. */
    private void forbidden(StateBatch batch) {
        projects.stop(batch.project(), current.reason());
        books.rejected(batch, current.reason());
        List<StateBatch> others = batches.stream()
                .filter(other -> other.project().equals(batch.project()))
                .toList();
        batches.removeAll(others);
        others.forEach(other -> books.rejected(other, current.reason()));
    }
}
