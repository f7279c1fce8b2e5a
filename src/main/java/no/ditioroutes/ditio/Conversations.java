package no.ditioroutes.ditio;

import java.io.IOException;
import java.util.Optional;
import no.ditioroutes.Failure;
import no.ditioroutes.Thrown;

/** Hands what the route {@code converse} met to the conversation at hand. */
public final class Conversations {

    /** Says that the call is about to be sent; see {@link Conversation#leaving}. */
    public void leaving(Conversation conversation) {
        conversation.leaving();
    }

    /**
     * Hands on what became of the call.
     *
     * @param result the answer, or the exception that came instead of one
     * @throws IOException if another attempt is to be made
     */
    public void learn(Conversation conversation, Object result) throws IOException {
        if (result instanceof Answer answer) {
            conversation.accept(answer);
        } else {
            conversation.lost(reason((Exception) result));
        }
    }

    /** Hands on what the last attempt ended with; see {@link Conversation#gaveUp} and {@link Conversation#failed}. */
    public void gaveUp(Conversation conversation, Exception thrown) throws IOException {
        Optional<Failure> failure = Thrown.of(Failure.class, thrown);
        if (failure.isPresent()) {
            conversation.failed(failure.get());
        } else {
            conversation.gaveUp(reason(thrown));
        }
    }

    /**
     * Returns the input/output error that a route may have wrapped.
     *
     * @throws Failure if a failure that is reported in words lies around or under it: nothing is to be attempted again then
     */
    private static IOException reason(Exception thrown) {
        Thrown.of(Failure.class, thrown).ifPresent(failure -> {
            throw failure;
        });
        return Thrown.of(IOException.class, thrown)
                .orElseThrow(() -> new IllegalStateException("a call failed without an input/output error", thrown));
    }
}
