package no.ditioroutes.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import no.ditioroutes.UserFacingException;
import no.ditioroutes.ditio.BadRequestException;
import no.ditioroutes.ditio.NetworkErrors;
import no.ditioroutes.ditio.PageRequest;
import no.ditioroutes.routes.StreamRegistry;
import no.ditioroutes.stream.InlinePages;
import no.ditioroutes.stream.RunReport;
import no.ditioroutes.stream.Slice;
import no.ditioroutes.stream.TargetFiller;
import no.ditioroutes.utilisation.Period;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** Runs the routes of streams for commands. */
public final class StreamRoutes {

    private final CamelContext camel;
    private final StreamRegistry streams;

    public StreamRoutes(CamelContext camel, StreamRegistry streams) {
        this.camel = camel;
        this.streams = streams;
    }

    /** Returns the registry of the streams. */
    public StreamRegistry registry() {
        return streams;
    }

    /** Runs a stream, or a route that keeps no cursor, from its current position. */
    public RunReport sync(String stream) {
        return sync(stream, false);
    }

    /**
     * Runs a stream; {@code force} lets a full load after a reset remove rows that Ditio no longer has even if they are
     * many.
     */
    public RunReport sync(String stream, boolean force) {
        return run(route(stream), "force", force);
    }

    /** Runs a slice of a stream with a cursor of its own. */
    public RunReport backfill(String stream, Slice slice) {
        return run(route(stream), "slice", slice);
    }

    /** Sends the given records through the route of a stream. */
    public RunReport resend(String stream, InlinePages inline) {
        return run(route(stream), "inline", inline);
    }

    /** Runs a route that keeps no cursor for a period. */
    public RunReport read(String route, Period period) {
        return run(route(route), "period", period);
    }

    private String route(String name) {
        return streams.reading().contains(name)
                ? "direct:" + name
                : streams.get(name).route();
    }

    /** Returns the filler of a stream's targets, which uses the stream's own route. */
    public TargetFiller filler(String stream) {
        return new TargetFiller(
                streams.get(stream),
                camel.getComponent("ditio-stream", StreamComponent.class).sinks(),
                pages -> resend(stream, pages));
    }

    /**
     * Fetches a page through the stream's route and discards it.
     *
     * @throws UserFacingException if the page cannot be fetched
     */
    public void probe(String stream, PageRequest request) {
        Exchange exchange = send(camel, streams.get(stream).fetchRoute(), "request", request);
        if (exchange.getException() == null) {
            return;
        }
        Throwable cause = Causes.of(exchange.getException());
        if (cause instanceof UserFacingException failure) {
            throw failure;
        }
        String reason = cause instanceof BadRequestException refused
                ? refused.advice()
                : NetworkErrors.words(cause) + ". Check DITIO_REPORTING_BASE and the network";
        throw new UserFacingException(UserFacingException.Kind.DITIO, reason, cause);
    }

    private RunReport run(String route, String variable, Object value) {
        return run(camel, route, variable, value);
    }

    /** Runs a route with a variable, and returns the report of its run. */
    static RunReport run(CamelContext camel, String route, String variable, Object value) {
        Exchange exchange = send(camel, route, variable, value);
        if (exchange.getException() != null
                && Causes.of(exchange.getException()) instanceof UserFacingException failure) {
            throw failure;
        }
        if (exchange.getException() != null) {
            throw new IllegalStateException("The route " + route + " failed", exchange.getException());
        }
        RunReport report = exchange.getVariable("report", RunReport.class);
        return report == null ? StreamComponent.run(exchange).report() : report;
    }

    private static Exchange send(CamelContext camel, String route, String variable, Object value) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable(variable, value);
        try (var template = camel.createProducerTemplate()) {
            template.send(route, exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return exchange;
    }
}
