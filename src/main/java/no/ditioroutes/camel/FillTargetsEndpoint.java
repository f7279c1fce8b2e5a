package no.ditioroutes.camel;

import no.ditioroutes.stream.TargetFiller;
import org.apache.camel.Exchange;

/**
 * {@code ditio-stream:fill-targets}: sends the stored rows of a stream to the topics and further tables of its route that
 * lack them, through the route of its option {@code via}. Does nothing in a run over a slice or over inline pages.
 */
public final class FillTargetsEndpoint extends StepEndpoint {

    private final StreamComponent component;
    private String stream;
    private String via;

    FillTargetsEndpoint(String uri, StreamComponent component) {
        super(uri, component);
        this.component = component;
    }

    /** Names the stream. Required. Example: {@code machine-registrations}. */
    public void setStream(String stream) {
        this.stream = stream;
    }

    /** Names the route that the stored rows are sent through, page by page. Required. Example: {@code direct:machine-registrations}. */
    public void setVia(String via) {
        this.via = via;
    }

    @Override
    void step(Exchange exchange) {
        if (!OpenEndpoint.isOwnRun(exchange)) {
            return;
        }
        try {
            new TargetFiller(
                            component.streams().get(stream),
                            component.sinks(),
                            pages -> StreamRoutes.run(getCamelContext(), via, "inline", pages))
                    .fillLacking();
        } catch (RuntimeException e) {
            component.failed(stream, e);
            throw e;
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        require(stream, "stream");
        require(via, "via");
    }
}
