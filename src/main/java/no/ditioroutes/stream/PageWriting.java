package no.ditioroutes.stream;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import no.ditioroutes.OutOfMemoryReport;

/** Writes one page at a time on its own thread, while the route processes the next page. */
final class PageWriting {

    private final ExecutorService thread;
    private CompletableFuture<Void> current = CompletableFuture.completedFuture(null);

    PageWriting(String stream) {
        this.thread = Executors.newSingleThreadExecutor(work -> new Thread(work, stream + "-write"));
    }

    /** Starts to write a page; requires that the previous one was awaited. */
    void start(Runnable work) {
        current = CompletableFuture.runAsync(work, thread);
    }

    /** Waits until the page is written, and throws its failure: once, to the route or else to the log. */
    void await() {
        CompletableFuture<Void> awaited = current;
        current = CompletableFuture.completedFuture(null);
        try {
            awaited.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw OutOfMemoryReport.in(e).map(RuntimeException.class::cast).orElse(e);
        }
    }

    /** Accepts no further page; the current one is finished. */
    void shutdown() {
        thread.shutdown();
    }
}
