package no.ditioroutes.stream;

import java.util.concurrent.CompletableFuture;
import no.ditioroutes.ditio.FetchedPage;
import no.ditioroutes.ditio.PageRequest;

/** Fetches a page in the background, including retries. */
@FunctionalInterface
public interface PageFetcher {

    CompletableFuture<FetchedPage> fetch(PageRequest request);
}
