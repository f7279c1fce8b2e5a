package no.ditioroutes;

import java.util.concurrent.CompletableFuture;

/** Signals that the program is about to end: runs stop at the next page, files at the next request, and waits end. */
public final class ShutdownSignal {

    private final CompletableFuture<Void> signal = new CompletableFuture<>();

    public void request() {
        signal.complete(null);
    }

    public boolean isRequested() {
        return signal.isDone();
    }

    /** Waits until the future completes, normally or not, or until a shutdown is requested. */
    public void awaitOrStop(CompletableFuture<?> future) {
        CompletableFuture.anyOf(future.handle((value, error) -> null), signal).join();
    }
}
