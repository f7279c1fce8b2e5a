package no.ditioroutes.telematics;

import java.util.List;
import no.ditioroutes.store.BatchStatus;
import no.ditioroutes.telematics.Batch.Outcome;

/** Notes in the ledger what becomes of batches, before they go to Ditio and after. */
public final class StateOutcomes {

    static final String HELD = ", the answer was lost, and Ditio does not show whether it arrived. Look there; to"
            + " send it again: import --force";

    private final boolean resend;

    /** @param unproven what becomes of rows that Ditio does not show to have arrived or not: {@code hold} or {@code resend} */
    public StateOutcomes(String unproven) {
        this.resend = Setting.of(Unproven.class, "telematics.unproven", unproven) == Unproven.RESEND;
    }

    private enum Unproven {
        HOLD,
        RESEND
    }

    /** Notes that a batch goes to Ditio now. */
    public void posting(Batch batch) {
        batch.of().ledger().posting(batch.number(), batch.posting().toJson());
        batch.of().requested();
    }

    /** Notes what became of a batch. */
    public void note(Batch batch) {
        switch (batch.outcome()) {
            case SENT -> sent(batch);
            case REFUSED -> refused(batch);
            case FORBIDDEN -> forbidden(batch);
            case ABSENT -> batch.of().strike(batch);
            case HELD -> hold(batch);
            default -> throw new IllegalStateException(batch + " is " + batch.outcome());
        }
    }

    private static void sent(Batch batch) {
        batch.of().ledger().settled(batch.number(), BatchStatus.SENT);
        batch.of().sent(batch.rows().size());
        batch.project().sent(batch.newest());
    }

    /** Where Ditio refuses many rows at once, halves of them find out which it means. */
    private static void refused(Batch batch) {
        if (batch.size() == 1) {
            setAside(batch, batch.reason());
            return;
        }
        int middle = batch.size() / 2;
        StateImport of = batch.of();
        List<Batch> halves = List.of(
                Batch.of(of, batch.project(), batch.rows().subList(0, middle)),
                Batch.of(of, batch.project(), batch.rows().subList(middle, batch.size())));
        of.ledger().split(batch.number(), halves.stream().map(Batch::stored).toList());
        of.sendNext(halves);
    }

    private static void hold(Batch batch) {
        if (batch.isAdopted()) {
            // This file may not have these rows, and the other may never come back.
            batch.of().left("held", batch, "held: another file had it, it was sent" + HELD);
        }
        batch.of().ledger().settled(batch.number(), BatchStatus.HELD);
        batch.rows().forEach(row -> batch.of().reject(row.csv(), "held: it was sent" + HELD));
    }

    /** What else was claimed for the project is not even tried. */
    private static void forbidden(Batch batch) {
        setAside(batch, batch.reason());
        batch.of().takeOut(batch.project()).forEach(other -> setAside(other, batch.reason()));
    }

    private static void setAside(Batch batch, String reason) {
        batch.of().ledger().release(batch.number());
        batch.rows().forEach(row -> batch.of().reject(row.csv(), reason));
    }

    /** Does what the verdict on an unclear batch asks for. */
    public void settle(Batch batch) {
        // What another process sent to the project meanwhile may be what Ditio shows.
        boolean arrived =
                batch.verdict() == Verdict.ARRIVED && !batch.of().ledger().isAmongOthers(batch.number());
        if (arrived) {
            batch.becomes(Outcome.SENT, "");
        } else if (batch.verdict() == Verdict.ABSENT || resend) {
            batch.toSend();
        } else {
            batch.becomes(Outcome.HELD, "");
        }
        if (!batch.isToSend()) {
            note(batch);
        }
    }
}
