package no.ditioroutes.ditio;

import java.io.IOException;
import java.util.Optional;
import no.ditioroutes.Exceptions;
import no.ditioroutes.UserFacingException;

/** Passes the results of the route {@code converse} to the current conversation. */
public final class ConversationSteps {

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
        if (result instanceof HttpResult answer) {
            conversation.accept(answer);
        } else {
            conversation.lost(reason((Exception) result));
        }
    }

    /** Passes on the exception of the last attempt; see {@link Conversation#gaveUp} and {@link Conversation#failed}. */
    public void gaveUp(Conversation conversation, Exception thrown) throws IOException {
        Optional<UserFacingException> failure = Exceptions.of(UserFacingException.class, thrown);
        if (failure.isPresent()) {
            conversation.failed(failure.get());
        } else {
            conversation.gaveUp(reason(thrown));
        }
    }

    /**
     * Returns the I/O exception that a route may have wrapped.
     *
     * @throws UserFacingException if the exception wraps a failure, which is never retried
     */
    private static IOException reason(Exception thrown) {
        Exceptions.of(UserFacingException.class, thrown).ifPresent(failure -> {
            throw failure;
        });
        return Exceptions.of(IOException.class, thrown)
                .orElseThrow(() -> new IllegalStateException(
                        "expected an IOException from a failed call, found another exception", thrown));
    }
}
