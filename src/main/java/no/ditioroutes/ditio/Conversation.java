package no.ditioroutes.ditio;

import java.io.IOException;
import no.ditioroutes.Failure;

/**
 * A conversation with one of Ditio's APIs: a state machine that says which call comes next, and learns what became of it.
 * It makes no call itself. The route {@code converse} drives it, one call after the other:
 *
 * <pre>
 *   hasNextCall ──no──▶ end
 *      │ yes   ▲
 *      ▼       │
 *   nextCall ─▶ leaving ─▶ (the call) ─┬─▶ accept ──┐
 *      ▲                               └─▶ lost ────┤
 *      └── after a pause ◀── throws IOException ────┘ ── attempts used up ─▶ gaveUp
 * </pre>
 *
 * <p>To be used by one thread.
 */
public interface Conversation {

    /** Returns whether there is another call to make. */
    boolean hasNextCall();

    /**
     * Returns whether the next call asks what became of the one before. It belongs to the same attempt: it follows at once, and
     * if it fails too, {@link #accept} or {@link #lost} must throw.
     */
    default boolean isInDoubt() {
        return false;
    }

    /** Returns the call to make now. Asked again for each attempt: the answer may be another call than the one that failed. */
    ApiCall nextCall();

    /** Notes that the call is about to be sent: a token for it was obtained, and nothing was sent yet. */
    default void leaving() {}

    /**
     * Accepts the answer to the call, whatever its status is.
     *
     * @throws IOException if another attempt is to be made after a pause, beginning with {@link #nextCall}
     */
    void accept(Answer answer) throws IOException;

    /**
     * Learns that the call left and no answer to it arrived.
     *
     * @throws IOException if another attempt is to be made after a pause, beginning with {@link #nextCall}
     */
    default void lost(IOException reason) throws IOException {
        throw reason;
    }

    /**
     * Learns that all attempts are used up; the reason is what the last one ended with. The conversation goes on unless this
     * throws.
     *
     * @throws IOException if the conversation ends with it
     */
    default void gaveUp(IOException reason) throws IOException {
        throw reason;
    }

    /**
     * Learns that a failure ended it that is reported in words, such as credentials that are refused. There is no further
     * call after it.
     *
     * @throws Failure if whoever began the conversation is to learn of it at once
     */
    default void failed(Failure reason) {
        throw reason;
    }
}
