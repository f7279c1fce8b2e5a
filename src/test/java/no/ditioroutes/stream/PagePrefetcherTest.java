package no.ditioroutes.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import no.ditioroutes.ShutdownSignal;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.FetchedPage;
import no.ditioroutes.ditio.PageParser;
import no.ditioroutes.ditio.PageRequest;
import no.ditioroutes.ditio.RecordFields;
import org.junit.jupiter.api.Test;

class PagePrefetcherTest {

    private final ShutdownSignal stop = new ShutdownSignal();
    private final PagePrefetcher pages = new PagePrefetcher(stop);
    private final List<String> asked = new ArrayList<>();

    @Test
    void fetchesAPageThatWasNotFetchedAhead() throws Exception {
        assertThat(token(pages.await(request(""), answering("one")))).isEqualTo("one");
        assertThat(asked).containsExactly("");
    }

    @Test
    void waitsForThePageThatWasFetchedAheadAndAsksOnce() throws Exception {
        pages.prefetch(request("one"), answering("two"));

        assertThat(token(pages.await(request("one"), answering("other")))).isEqualTo("two");
        assertThat(asked).containsExactly("one");
    }

    @Test
    void dropsWhatWasFetchedAheadWhenAWindowBegins() throws Exception {
        pages.prefetch(request("one"), answering("two"));

        pages.restart();

        assertThat(token(pages.await(request(""), answering("first")))).isEqualTo("first");
        assertThat(asked).containsExactly("one", "");
    }

    @Test
    void refusesATokenThatWasSeenBefore() throws Exception {
        pages.await(request(""), answering("one"));
        pages.await(request("one"), answering("two"));

        assertThatThrownBy(() -> pages.await(request("two"), answering("one")))
                .hasMessageContaining("a continuation token that it gave before");
    }

    @Test
    void takesATokenAgainInANewWindow() throws Exception {
        pages.await(request(""), answering("one"));

        pages.restart();

        assertThat(token(pages.await(request(""), answering("one")))).isEqualTo("one");
    }

    @Test
    void fetchesAgainAfterAFailure() throws Exception {
        assertThatThrownBy(() ->
                        pages.await(request(""), wanted -> CompletableFuture.failedFuture(new IOException("reset"))))
                .isInstanceOf(UserFacingException.class)
                .hasMessageContaining("Gave up page 1 of hours");

        assertThat(token(pages.await(request(""), answering("one")))).isEqualTo("one");
    }

    @Test
    void givesAnEmptyPageIfTheProgramStops() throws Exception {
        CompletableFuture<FetchedPage> never = new CompletableFuture<>();
        stop.request();

        assertThat(pages.await(request(""), wanted -> never).page().records()).isEmpty();
        pages.cancel();
        assertThat(never).isCancelled();
    }

    private PageFetcher answering(String token) {
        return request -> {
            asked.add(request.token());
            byte[] page = ("{\"data\":[],\"continuationToken\":\"" + token + "\"}").getBytes(StandardCharsets.UTF_8);
            try {
                return CompletableFuture.completedFuture(
                        new FetchedPage(PageParser.read(page, page.length, request.fields()), Optional.empty()));
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
        };
    }

    private static PageRequest request(String token) {
        return new PageRequest(
                "hours",
                "https://ditio.example",
                "/v1/hours",
                "scope",
                Map.of(),
                token,
                1,
                new RecordFields(List.of()));
    }

    private static String token(FetchedPage fetched) {
        return fetched.page().token();
    }
}
