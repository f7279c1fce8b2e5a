package no.ditioroutes.ditio;

import java.io.IOException;
import no.ditioroutes.UserFacingException;

/**
 * A conversation with one of Ditio's APIs: a state machine that returns the next call and handles its result.
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
 * <p>It is not thread-safe.
 */
public interface Conversation {

    /** Returns whether there is another call to make. */
    boolean hasNextCall();

    /**
     * Returns whether the next call finds out what became of the call before, or repeats it once that is known. It belongs to
     * the same attempt: it follows at once, and if it fails too, {@link #accept} or {@link #lost} must throw.
     */
    default boolean isInDoubt() {
        return false;
    }

    /**
     * Returns the call to make now. It is called for each attempt, and may return another call than the one that
     * failed.
     */
    ApiCall nextCall();

    /** Records that the call is about to be sent: a token for it was obtained, and nothing was sent yet. */
    default void leaving() {}

    /**
     * Handles the response to the call, whatever its status.
     *
     * @throws IOException if the call is to be retried after a pause, beginning with {@link #nextCall}
     */
    void accept(HttpResult answer) throws IOException;

    /**
     * Handles a call that was sent but got no response.
     *
     * @throws IOException if the call is to be retried after a pause, beginning with {@link #nextCall}
     */
    default void lost(IOException reason) throws IOException {
        throw reason;
    }

    /**
     * Handles the exception of the last attempt. The conversation continues unless this throws.
     *
     * @throws IOException if the conversation ends with it
     */
    default void gaveUp(IOException reason) throws IOException {
        throw reason;
    }

    /**
     * Handles a failure that ends the conversation, such as refused credentials. No further call follows.
     *
     * @throws UserFacingException if the caller of the conversation must be informed at once
     */
    default void failed(UserFacingException reason) {
        throw reason;
    }
}
