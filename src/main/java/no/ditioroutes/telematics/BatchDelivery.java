package no.ditioroutes.telematics;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import no.ditioroutes.Exceptions;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.HttpResult;
import no.ditioroutes.ditio.TokenUnavailableException;
import no.ditioroutes.telematics.PreSendSnapshot.DeliveryVerdict;
import no.ditioroutes.telematics.PreSendSnapshot.LatestTimestampKind;

/**
 * Delivers one batch of machine states, so that it is not sent twice and no lost answer counts as a failure. For one thread.
 *
 * <pre>
 *  ┌▶ ASKING_LATEST ─▶ ASKING_TOTALS ─▶ SENDING ─▶ SENT ─┬─ 2xx ──────────────▶ STORED
 *  │  if they are needed as proof                        ├─ 400, 413, 422 ────▶ REFUSED
 *  │                                                     ├─ 403 ──────────────▶ FORBIDDEN
 *  ├─────────────────────────────────────────────────────┤  401, 404, 429, or it never left
 *  │                                                     │
 *  │                                                     ▼  any other answer, or none
 *  │           of an earlier run ─▶ SETTLING_BY_LATEST ─▶ SETTLING_BY_TOTALS ─┬─ arrived ───▶ STORED
 *  │                                                                          ├─ unproven ──▶ HELD, unless it is to be resent
 *  └──────────────────────────────────────────────────────────────────────────┴─ absent ────▶ RELEASED, if of an earlier run
 * </pre>
 */
final class BatchDelivery {

    private static final List<Class<? extends IOException>> NEVER_LEFT = List.of(
            ConnectException.class,
            NoRouteToHostException.class,
            UnknownHostException.class,
            TokenUnavailableException.class);

    private final StateBatch batch;
    private final StatesApi api;
    private final ProjectMemory projects;
    private final Bookkeeping books;
    private final boolean resendsUnproven;

    private State state;
    private PreSendSnapshot snapshot;
    private String reason = "";

    /** The states of a delivery; the last ones end it. */
    enum State {
        /** Asks for the latest timestamp once more, to learn whether it is a start or an end. */
        ASKING_LATEST,
        /** Asks for the totals, since the latest timestamp will not prove that the batch arrived. */
        ASKING_TOTALS,
        /** Is ready to be sent. */
        SENDING,
        /** Left, and was not answered yet. */
        SENT,
        /** Asks for the latest timestamp, which may prove whether the batch arrived. */
        SETTLING_BY_LATEST,
        /** Asks for the totals, since the latest timestamp proved nothing. */
        SETTLING_BY_TOTALS,
        /** Is in Ditio. */
        STORED,
        /** Was refused, perhaps for one of its rows. */
        REFUSED,
        /** Was refused since the project takes nothing. */
        FORBIDDEN,
        /** May be in Ditio, or not: nothing proves it. */
        HELD,
        /** Is not in Ditio, and was sent by an earlier run. */
        RELEASED;

        boolean isEnd() {
            return compareTo(STORED) >= 0;
        }
    }

    /** @param resendsUnproven whether it is sent again if nothing proves that it arrived */
    BatchDelivery(StateBatch batch, StatesApi api, ProjectMemory projects, Bookkeeping books, boolean resendsUnproven) {
        this.batch = batch;
        this.api = api;
        this.projects = projects;
        this.books = books;
        this.resendsUnproven = resendsUnproven;
        if (batch.isOfEarlierRun()) {
            this.snapshot = PreSendSnapshot.fromJson(batch.snapshot());
            this.state = State.SETTLING_BY_LATEST;
        } else {
            prepare();
        }
    }

    StateBatch batch() {
        return batch;
    }

    State state() {
        return state;
    }

    /** Returns why Ditio refused it. */
    String reason() {
        return reason;
    }

    ApiCall nextCall() {
        return switch (state) {
            case ASKING_LATEST, SETTLING_BY_LATEST -> api.latest(batch.project());
            case ASKING_TOTALS, SETTLING_BY_TOTALS -> api.totals(batch);
            case SENDING -> api.send(batch);
            default -> throw new IllegalStateException("no call is due of a batch that is " + state);
        };
    }

    /** Notes the batch before it leaves. */
    void leaving() {
        if (state == State.SENDING) {
            books.leaving(batch, snapshot);
            state = State.SENT;
        }
    }

    /** Learns that no answer arrived. */
    void lost(IOException cause) {
        if (state == State.SENT) {
            unanswered(NEVER_LEFT.stream()
                    .anyMatch(type -> Exceptions.of(type, cause).isPresent()));
        }
    }

    /** @throws IOException if another attempt is to be made */
    void accept(HttpResult answer) throws IOException {
        switch (state) {
            case ASKING_LATEST -> {
                if (answer.status() != 403) {
                    projects.learn(batch.project(), api.latest(answer));
                }
                prepareTotals();
            }
            case ASKING_TOTALS -> {
                snapshot = snapshot(api.totalsIfAny(answer));
                state = State.SENDING;
            }
            case SENT -> answered(answer);
            case SETTLING_BY_LATEST -> settleByLatest(answer);
            case SETTLING_BY_TOTALS ->
                settle(Totals.verdict(
                        snapshot.totals(),
                        api.totalsIfAny(answer),
                        batch.states().toList()));
            default -> throw new IllegalStateException("no answer is due to a batch that is " + state);
        }
    }

    /** Finds out what will prove afterwards whether the batch arrived. */
    private void prepare() {
        snapshot = snapshot(null);
        boolean isKindNeeded = snapshot.kind() == LatestTimestampKind.UNKNOWN
                && !snapshot.newest().isOneTime()
                && !snapshot.isProvenByLatest(batch.newest());
        if (isKindNeeded) {
            state = State.ASKING_LATEST;
        } else {
            prepareTotals();
        }
    }

    private void prepareTotals() {
        snapshot = snapshot(null);
        state = snapshot.isProvenByLatest(batch.newest()) ? State.SENDING : State.ASKING_TOTALS;
    }

    private PreSendSnapshot snapshot(JsonNode totalsOrNull) {
        return projects.snapshot(batch.project(), totalsOrNull);
    }

    private void answered(HttpResult answer) throws IOException {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            // What somebody on the way answers proves nothing.
            unanswered(false);
            api.checkStored(answer);
            state = State.STORED;
        } else if (status == 400 || status == 413 || status == 422) {
            end(State.REFUSED, "Ditio refused it with " + status + ": " + answer.excerpt());
        } else if (status == 403) {
            end(State.FORBIDDEN, api.countForbidden(batch.project(), answer));
        } else {
            // These are answered before anything is done. A 503 may come from a gateway, after all was done behind it.
            unanswered(status == 401 || status == 404 || status == 429);
            api.refuse(answer);
        }
    }

    private void end(State refused, String why) {
        reason = why;
        state = refused;
    }

    /** Prepares for another attempt, which begins with finding out whether the batch arrived unless it certainly did not. */
    private void unanswered(boolean isAbsent) {
        if (isAbsent) {
            books.absent(batch);
            prepare();
        } else {
            state = State.SETTLING_BY_LATEST;
        }
    }

    private void settleByLatest(HttpResult answer) throws IOException {
        DeliveryVerdict verdict = answer.status() == 403
                ? DeliveryVerdict.UNKNOWN
                : snapshot.byLatest(batch.newest(), api.latest(answer));
        if (verdict == DeliveryVerdict.UNKNOWN && snapshot.totals() != null) {
            state = State.SETTLING_BY_TOTALS;
        } else {
            settle(verdict);
        }
    }

    private void settle(DeliveryVerdict verdict) {
        // What another process sent to the project meanwhile may be what Ditio shows.
        if (verdict == DeliveryVerdict.ARRIVED && !books.isAmongOthers(batch)) {
            state = State.STORED;
        } else if (verdict != DeliveryVerdict.ABSENT && !resendsUnproven) {
            state = State.HELD;
        } else if (batch.isOfEarlierRun()) {
            state = State.RELEASED;
        } else {
            unanswered(true);
        }
    }
}
