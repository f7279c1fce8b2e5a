package no.ditioroutes.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import no.ditioroutes.Exceptions;
import no.ditioroutes.OutOfMemoryReport;
import no.ditioroutes.ShutdownSignal;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.BadRequestException;
import no.ditioroutes.ditio.FetchedPage;
import no.ditioroutes.ditio.Page;
import no.ditioroutes.ditio.PageRequest;
import no.ditioroutes.ditio.PageTooLargeException;
import no.ditioroutes.ditio.ResponseTimeoutException;

/** Fetches one page ahead, and detects continuation tokens that form a loop. */
final class PagePrefetcher {

    private static final int MOST_PAGES = 100_000;

    private final ShutdownSignal stop;
    private final Set<UUID> tokens = new HashSet<>();

    private PageRequest request;
    private CompletableFuture<FetchedPage> answer;
    private long requestedAtNanos;

    PagePrefetcher(ShutdownSignal stop) {
        this.stop = stop;
    }

    /** Discards the requested page and the tokens seen so far, for a new window. */
    void restart() {
        tokens.clear();
        answer = null;
    }

    /** Starts to fetch the page that the next call of {@link #await} waits for. */
    void prefetch(PageRequest wanted, PageFetcher fetcher) {
        request = wanted;
        requestedAtNanos = System.nanoTime();
        answer = fetcher.fetch(wanted);
    }

    /**
     * Waits for the prefetched page, or fetches this one if there is none. The page is empty if the program is
     * stopping.
     *
     * @throws BadRequestException if Ditio rejects the request
     * @throws PageDidNotFitException if a smaller page may succeed
     * @throws UserFacingException if the page could not be fetched
     */
    FetchedPage await(PageRequest wanted, PageFetcher fetcher) throws BadRequestException, PageDidNotFitException {
        if (answer == null) {
            prefetch(wanted, fetcher);
        }
        stop.awaitOrStop(answer);
        if (!answer.isDone()) {
            return new FetchedPage(Page.EMPTY, Optional.empty());
        }
        CompletableFuture<FetchedPage> done = answer;
        answer = null;
        try {
            return checked(done.join());
        } catch (CompletionException e) {
            throw failure(e.getCause());
        }
    }

    /** Returns an upper bound for how long the last page returned by {@link #await} took. */
    Duration took() {
        return Duration.ofNanos(System.nanoTime() - requestedAtNanos);
    }

    void cancel() {
        if (answer != null) {
            answer.cancel(true);
        }
    }

    private FetchedPage checked(FetchedPage fetched) {
        String token = fetched.page().token();
        boolean repeated = !token.isEmpty()
                && (token.equals(request.token())
                        || !tokens.add(UUID.nameUUIDFromBytes(token.getBytes(StandardCharsets.UTF_8))));
        if (repeated || tokens.size() > MOST_PAGES) {
            throw new UserFacingException(
                    UserFacingException.Kind.DITIO,
                    "Ditio answered " + request + " with a continuation token that "
                            + (repeated ? "it gave before" : "leads past page " + MOST_PAGES)
                            + ": the pages lead in a circle. The cursor stays before this page; ask Ditio");
        }
        return fetched;
    }

    private RuntimeException failure(Throwable cause) throws BadRequestException, PageDidNotFitException {
        boolean timedOut = Exceptions.of(ResponseTimeoutException.class, cause).isPresent();
        if (timedOut || cause instanceof PageTooLargeException) {
            throw new PageDidNotFitException(cause, timedOut);
        }
        if (cause instanceof BadRequestException refused) {
            throw refused;
        }
        if (cause instanceof UserFacingException failure) {
            return failure;
        }
        if (cause instanceof IOException) {
            return new UserFacingException(
                    UserFacingException.Kind.DITIO,
                    "Gave up " + request + ": " + cause.getMessage() + ". The cursor stays before this page, where the"
                            + " next run goes on. If it lasts, check DITIO_REPORTING_BASE and the network",
                    cause);
        }
        Optional<UserFacingException> memory = OutOfMemoryReport.in(cause);
        if (memory.isPresent()) {
            return memory.get();
        }
        return new IllegalStateException("fetching " + request + " failed", cause);
    }
}
