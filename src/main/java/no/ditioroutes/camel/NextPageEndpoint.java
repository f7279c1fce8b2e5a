package no.ditioroutes.camel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.FetchedPage;
import no.ditioroutes.ditio.PageRequest;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;

/**
 * {@code ditio-stream:next-page} makes the next page the body. If a continuation token leads to a further page, the
 * route of its option {@code via} prefetches it meanwhile.
 */
public final class NextPageEndpoint extends StepEndpoint {

    private ProducerTemplate template;
    private String via;

    NextPageEndpoint(String uri, StreamComponent component) {
        super(uri, component);
    }

    /**
     * Names the route that fetches a page, with all its retries: it gets a {@link PageRequest} in the variable
     * {@code request}, and makes a {@link FetchedPage} the body. Required. Example: {@code direct:fetch-page}.
     */
    public void setVia(String via) {
        this.via = via;
    }

    @Override
    void step(Exchange exchange) {
        exchange.getMessage().setBody(StreamComponent.run(exchange).nextPage(this::fetch));
    }

    /** Fetches a page through the route. */
    CompletableFuture<FetchedPage> fetch(PageRequest request) {
        if (!isStarted()) {
            return CompletableFuture.failedFuture(new UserFacingException(
                    UserFacingException.Kind.SETTINGS,
                    "The route of " + request.stream()
                            + " was replaced during this run. The next run continues from the cursor"));
        }
        Exchange exchange = new DefaultExchange(getCamelContext());
        exchange.setVariable("request", request);
        return template.asyncSend(via, exchange).thenApply(NextPageEndpoint::page);
    }

    private static FetchedPage page(Exchange done) {
        if (done.getException() != null) {
            throw new CompletionException(Causes.of(done.getException()));
        }
        return done.getMessage().getBody(FetchedPage.class);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        require(via, "via");
        template = getCamelContext().createProducerTemplate();
    }

    @Override
    protected void doStop() throws Exception {
        template.close();
        super.doStop();
    }
}
