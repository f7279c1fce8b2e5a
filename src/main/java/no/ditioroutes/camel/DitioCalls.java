package no.ditioroutes.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.ApiCall;
import no.ditioroutes.ditio.HttpResult;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** Makes single calls of Ditio's APIs by their common route, in one attempt. */
public final class DitioCalls {

    private final CamelContext camel;

    public DitioCalls(CamelContext camel) {
        this.camel = camel;
    }

    /** Returns whether there is a route with this id. */
    public boolean hasRoute(String id) {
        return camel.getRoute(id) != null;
    }

    /**
     * Makes a call.
     *
     * @return the answer, whatever its status is
     * @throws IOException if there is no answer
     * @throws UserFacingException if the call cannot be made
     */
    public HttpResult make(ApiCall call) throws IOException {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("call", call);
        try (var template = camel.createProducerTemplate()) {
            template.send("direct:call", exchange);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (exchange.getException() == null) {
            return exchange.getMessage().getBody(HttpResult.class);
        }
        Throwable cause = Causes.of(exchange.getException());
        if (cause instanceof UserFacingException failure) {
            throw failure;
        }
        if (cause instanceof IOException none) {
            throw none;
        }
        throw new IllegalStateException("calling Ditio failed", cause);
    }
}
