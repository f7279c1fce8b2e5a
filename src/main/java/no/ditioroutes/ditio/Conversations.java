package no.ditioroutes.ditio;

import java.io.IOException;
import java.util.Optional;
import no.ditioroutes.Failure;
import no.ditioroutes.Thrown;

/** Passes the results of the route {@code converse} to the current conversation. */
public final class Conversations {

    /** Records that the call is about to be sent; see {@link Conversation#leaving}. */
    public void leaving(Conversation conversation) {
        conversation.leaving();
    }

    /**
     * Passes on the result of the call.
     *
     * @param result the response, or the exception that was thrown instead
     * @throws IOException if the call is to be retried
     */
    public void learn(Conversation conversation, Object result) throws IOException {
        if (result instanceof Answer answer) {
            conversation.accept(answer);
        } else {
            conversation.lost(reason((Exception) result));
        }
    }

    /** Passes on the exception of the last attempt; see {@link Conversation#gaveUp} and {@link Conversation#failed}. */
    public void gaveUp(Conversation conversation, Exception thrown) throws IOException {
        Optional<Failure> failure = Thrown.of(Failure.class, thrown);
        if (failure.isPresent()) {
            conversation.failed(failure.get());
        } else {
            conversation.gaveUp(reason(thrown));
        }
    }

    /**
     * Returns the I/O exception that a route may have wrapped.
     *
     * @throws Failure if the exception wraps a failure, which is never retried
     */
    private static IOException reason(Exception thrown) {
        Thrown.of(Failure.class, thrown).ifPresent(failure -> {
            throw failure;
        });
        return Thrown.of(IOException.class, thrown)
                .orElseThrow(() -> new IllegalStateException(
                        "expected an IOException from a failed call, found another exception", thrown));
    }
}
